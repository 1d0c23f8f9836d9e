"""From claims to verdicts: a claim is accepted unless the engine, its contract or a rule holds it.

In this order: what the engine itself doubts, what one row shows (schemas/accepted_claim.py), what rows show together
(schemas/rules). Rules look only at claims that nothing holds yet: a wrong claim must not take a right one along.
"""

from dataclasses import replace

import pandas as pd
from pandera.errors import SchemaErrors

from schemas.accepted_claim import MESSAGES, AcceptedClaim
from schemas.contract import conform, name_columns
from schemas.doubts import Doubts
from schemas.frames import Frames, build_doubt_row, conform_doubts
from schemas.registry_tables import RegistryTables
from schemas.rules import STAGES
from schemas.rules.findings import FINDING_COLUMNS, make_findings
from schemas.statements import Statements


def validate_frames(frames: Frames, registry: RegistryTables) -> Frames:
    """The frames with the verdicts of all claims, and the doubts that were found added to those of the engine."""
    published = frames.readings.set_index("reading_id")["published_date"]
    claims = frames.statements.assign(published_date=frames.statements["reading_id"].map(published))
    judged, found = validate_claims(claims, registry)
    doubts = pd.concat([frames.doubts, found], ignore_index=True) if len(found) else frames.doubts
    return replace(
        frames, statements=conform(judged[name_columns(Statements)], Statements), doubts=conform_doubts(doubts)
    )


def validate_claims(claims: pd.DataFrame, registry: RegistryTables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The claims (statements and their published_date; of many documents) with `verdict`, and the doubts found.

    A claim whose verdict is 'held' already stays held and is judged no further.
    """
    found = [find_incomplete(claims[claims["verdict"].eq("accepted")])]
    claims = _hold(claims, found[0])
    for stage in STAGES:
        free = claims[claims["verdict"].eq("accepted")]
        findings = pd.concat([rule(free, registry) for rule in stage], ignore_index=True)
        claims = _hold(claims, findings)
        found.append(findings)
    return claims, _write_doubts(claims, pd.concat(found, ignore_index=True))


def find_incomplete(claims: pd.DataFrame) -> pd.DataFrame:
    """Findings about claims that are not complete for their kind or impossible in themselves."""
    columns = name_columns_judged()
    rows = claims[columns].reset_index(drop=True)  # the row's number is its label, so that failures find their claim
    try:
        AcceptedClaim.validate(rows, lazy=True)
    except SchemaErrors as errors:
        failed = errors.failure_cases[["index", "check"]].drop_duplicates().astype({"index": int})
    else:
        return make_findings([], [], "")
    described = [
        (claims["claim_id"].iloc[row], code, MESSAGES[code].format(**_describe(rows.iloc[row])))
        for row, code in failed.itertuples(index=False)
    ]
    findings = pd.DataFrame(described, columns=["claim_id", "reason_code", "message"], dtype=object)
    return findings.assign(severity="hold")[FINDING_COLUMNS]


def name_columns_judged() -> list[str]:
    """The columns that one row is judged by."""
    return list(AcceptedClaim.to_schema().columns)


def _describe(row: pd.Series) -> dict[str, object]:
    return {
        str(name): f"{value:g}" if isinstance(value, float) else value
        for name, value in row.items()
        if not pd.isna(value)
    } | {str(name): "?" for name, value in row.items() if pd.isna(value)}


def _hold(claims: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    holding = findings.loc[findings["severity"].eq("hold"), "claim_id"]
    return claims.assign(verdict=claims["verdict"].mask(claims["claim_id"].isin(holding), "held"))


def _write_doubts(claims: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """One row of doubts per finding, placed where its claim stands."""
    place = ["claim_id", "reading_id", "document_id", "quote", "char_start", "char_end", "locator"]
    rows = findings.merge(claims[place], on="claim_id")
    rows = rows.astype(object).where(rows.notna(), None)
    doubts = [
        build_doubt_row(**{str(k): v for k, v in row.items()}, subject_type="claim", proposals=[])
        for row in rows.to_dict("records")
    ]
    return conform_doubts(pd.DataFrame(doubts, columns=name_columns(Doubts), dtype=object))
