-- what a current claim refers to is in the registry: index, unit, jurisdiction, component
select claims.claim_id, claims.index_code, claims.unit_id, claims.jurisdiction_id, claims.component_id
from claims
left join indices on indices.index_code = claims.index_code
left join units on units.unit_id = claims.unit_id
left join units as jurisdictions on jurisdictions.unit_id = claims.jurisdiction_id
left join components on components.component_id = claims.component_id
where
    claims.status in ('accepted', 'held')
    and (
        (claims.index_code is not null and indices.index_code is null)
        or (claims.unit_id is not null and units.unit_id is null)
        or (claims.jurisdiction_id is not null and jurisdictions.unit_id is null)
        or (
            claims.component_id is not null
            and (components.component_id is null or components.index_code is distinct from claims.index_code)
        )
    );
