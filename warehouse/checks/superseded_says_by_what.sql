-- a superseded claim says when and by what, a current one says neither; what it names exists
select claims.claim_id, claims.status, claims.superseded_at, claims.superseded_by
from claims
left join statements as successors on successors.claim_id = claims.superseded_by
left join texts on 'document:' || texts.document_id = claims.superseded_by
where
    (claims.status = 'superseded') <> (claims.superseded_at is not null)
    or (claims.status = 'superseded') <> (claims.superseded_by is not null)
    or (
        claims.superseded_by is not null
        and successors.claim_id is null
        and texts.document_id is null
        and not starts_with(claims.superseded_by, 'withdrawn: ')
    );
