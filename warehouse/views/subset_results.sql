-- grain: one row per index_code, edition_year, edition_variant, jurisdiction, bloc, bloc_part, subset, component and unit
create or replace view subset_results as
select * from list_results(true);
