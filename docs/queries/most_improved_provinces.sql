-- Which province rose most in PCI and fell in PAPI, 2011 to 2016? Places are computed by us from the published scores.
with
pci as (
    select
        unit_id,
        unit_name,
        max(computed_rank) filter (where edition_year = 2011) as pci_2011,
        max(computed_rank) filter (where edition_year = 2016) as pci_2016
    from computed_ranks
    where index_code = 'PCI' and component is null and edition_year in (2011, 2016)
    group by all
),

papi as (
    select
        unit_id,
        max(computed_rank) filter (where edition_year = 2011) as papi_2011,
        max(computed_rank) filter (where edition_year = 2016) as papi_2016
    from computed_totals
    where index_code = 'PAPI' and edition_year in (2011, 2016)
    group by all
),

sources as (
    select
        unit_id,
        count(distinct document_id) as documents
    from claims
    where
        status = 'accepted' and index_code in ('PCI', 'PAPI') and edition_year in (2011, 2016)
        and (index_code = 'PAPI' or component is null)
    group by all
)

select
    pci.unit_name as tỉnh,
    pci.pci_2011,
    pci.pci_2016,
    pci.pci_2011 - pci.pci_2016 as places_up,
    papi.papi_2011,
    papi.papi_2016,
    papi.papi_2016 - papi.papi_2011 as places_down,
    sources.documents
from pci
inner join papi on papi.unit_id = pci.unit_id
inner join sources on sources.unit_id = pci.unit_id
where pci.pci_2016 < pci.pci_2011 and papi.papi_2016 > papi.papi_2011
order by places_up desc, places_down desc
limit 5;
