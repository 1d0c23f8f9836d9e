-- every table, view and column says what it is
select table_name as relation, null as column_name from duckdb_tables() where not internal and coalesce(comment, '') = ''
union all
select view_name, null from duckdb_views() where not internal and coalesce(comment, '') = ''
union all
select table_name, column_name from duckdb_columns() where not internal and coalesce(comment, '') = '';
