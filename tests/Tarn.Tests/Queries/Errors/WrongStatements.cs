namespace Tarn.Tests.Queries.Errors;

/// <summary>Statements that fail, and how Athena says it; where rows are computed Athena names no place.</summary>
internal static class WrongStatements
{
    /// <summary>Names that are not there, or mean several things.</summary>
    public static IReadOnlyList<(string Sql, string Error)> Names { get; } =
    [
        ("SELECT * FROM staging.nope",
            "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.staging.nope' does not exist"),
        ("WITH t AS (SELECT 1 AS a)\nSELECT *\nFROM t, raw.events e",
            "TABLE_NOT_FOUND: line 3:9: Table 'awsdatacatalog.raw.events' does not exist"),
        ("SELECT date_parse('2020', '%Y'), 7 / 2\nFROM (VALUES 1, 2) v(x), staging.nope",
            "TABLE_NOT_FOUND: line 2:26: Table 'awsdatacatalog.staging.nope' does not exist"),
        ("SELECT * FROM nodb.nope", "SCHEMA_NOT_FOUND: line 1:15: Schema 'nodb' does not exist"),
        ("SELECT * FROM other.staging.orders", "CATALOG_NOT_FOUND: line 1:15: Catalog 'other' not found"),
        ("SELECT * FROM AwsDataCatalog.staging.nope",
            "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.staging.nope' does not exist"),
        ("SELECT * FROM orders",
            "MISSING_SCHEMA_NAME: line 1:15: Schema must be specified when session schema is not set"),
        ("SELECT nam FROM staging.orders", "COLUMN_NOT_FOUND: line 1:8: Column 'nam' cannot be resolved"),
        ("SELECT id,\n\n  o.nam FROM staging.orders o",
            "COLUMN_NOT_FOUND: line 3:3: Column 'o.nam' cannot be resolved"),
        ("SELECT x.name FROM staging.orders o", "COLUMN_NOT_FOUND: line 1:8: Column 'x.name' cannot be resolved"),
        ("SELECT transform(ARRAY[1, 2], x -> x + 1), date_add('day', 1, day),\n  nope FROM staging.orders",
            "COLUMN_NOT_FOUND: line 2:3: Column 'nope' cannot be resolved"),
        ("SELECT filter(tags, x -> y) FROM staging.orders",
            "COLUMN_NOT_FOUND: line 1:26: Column 'y' cannot be resolved"),
        ("SELECT 'ä€𝄞', nope FROM staging.orders", "COLUMN_NOT_FOUND: line 1:16: Column 'nope' cannot be resolved"),
        ("SELECT s.zz FROM staging.orders", "COLUMN_NOT_FOUND: line 1:8: Column 's.zz' cannot be resolved"),
        ("SELECT *", "COLUMN_NOT_FOUND: line 1:8: SELECT * not allowed in queries without FROM clause"),
        ("SELECT o.* FROM staging.orders", "TABLE_NOT_FOUND: line 1:8: Unable to resolve reference o"),
        ("SELECT id FROM staging.orders a\nJOIN staging.orders b ON a.id = b.id",
            "AMBIGUOUS_NAME: line 1:8: Column 'id' is ambiguous"),
        ("WITH t AS (SELECT 1), t AS (SELECT 2) SELECT * FROM t",
            "DUPLICATE_NAMED_QUERY: line 1:23: WITH query name 't' specified more than once"),
        ("SELECT CAST(1 AS foo)", "TYPE_NOT_FOUND: line 1:8: Unknown type: foo"),
        ("SELECT foo(1)", "FUNCTION_NOT_FOUND: line 1:8: Function 'foo' not registered"),
        ("SELECT json_extract('{}', '$.a'),\n  Baz(id) FROM staging.orders",
            "FUNCTION_NOT_FOUND: line 2:3: Function 'baz' not registered"),
        ("SELECT row_number() FROM staging.orders",
            "MISSING_OVER: line 1:8: Window function row_number requires an OVER clause"),
        ("SELECT * FROM curated.above",
            "INVALID_VIEW: line 1:15: Failed analyzing stored view 'awsdatacatalog.curated.above': line 1:16: Table "
                + "'awsdatacatalog.staging.gone' does not exist"),
        ("SELECT count(*)\nFROM curated.over",
            "INVALID_VIEW: line 2:6: Failed analyzing stored view 'awsdatacatalog.curated.over': line 2:3: Column "
                + "'name' cannot be resolved"),
        ("SELECT * FROM curated.names WHERE nam = 'x'", "COLUMN_NOT_FOUND: line 1:35: Column 'nam' cannot be resolved"),
    ];

    /// <summary>Types, clauses and words that do not go together.</summary>
    public static IReadOnlyList<(string Sql, string Error)> Types { get; } =
    [
        ("SELECT name + 1 FROM staging.orders", "TYPE_MISMATCH: line 1:13: Cannot apply operator: varchar + integer"),
        ("SELECT tags + 1 FROM staging.orders",
            "TYPE_MISMATCH: line 1:13: Cannot apply operator: array(varchar) + integer"),
        ("SELECT transform(tags, x -> x + 1) FROM staging.orders",
            "TYPE_MISMATCH: line 1:31: Cannot apply operator: varchar + integer"),
        ("SELECT 1 = 'a'", "TYPE_MISMATCH: line 1:10: Cannot apply operator: integer = varchar(1)"),
        ("SELECT *\nFROM staging.orders\nWHERE id >= 'abc'",
            "TYPE_MISMATCH: line 3:10: Cannot apply operator: bigint >= varchar(3)"),
        ("SELECT id = name FROM staging.orders", "TYPE_MISMATCH: line 1:11: Cannot apply operator: bigint = varchar"),
        ("SELECT * FROM curated.names WHERE id < 'it''s'",
            "TYPE_MISMATCH: line 1:38: Cannot apply operator: bigint < varchar(5)"),
        ("SELECT day = 5 FROM staging.orders", "TYPE_MISMATCH: line 1:12: Cannot apply operator: date = integer"),
        ("SELECT 1 BETWEEN 'a' AND 'b'",
            "TYPE_MISMATCH: line 1:18: Cannot check if integer is BETWEEN varchar(1) and varchar(1)"),
        ("SELECT name LIKE 5 FROM staging.orders",
            "TYPE_MISMATCH: line 1:13: Pattern for LIKE expression must evaluate to a varchar (actual: integer)"),
        ("SELECT CASE WHEN true THEN 'a' ELSE 1 END",
            "TYPE_MISMATCH: line 1:28: All CASE results must be the same type or coercible to a common type. Cannot "
                + "find common type between varchar(1) and integer, all types (without duplicates): [varchar(1), "
                + "integer]"),
        ("SELECT coalesce(1, DATE '2020-01-01')",
            "TYPE_MISMATCH: line 1:8: All COALESCE operands must be the same type or coercible to a common type. "
                + "Cannot find common type between integer and date, all types (without duplicates): [integer, date]"),
        ("SELECT CAST(day AS bigint) FROM staging.orders", "TYPE_MISMATCH: line 1:8: Cannot cast date to bigint"),
        ("SELECT 1 UNION SELECT 1, 2", "TYPE_MISMATCH: line 1:10: UNION query has different number of fields"),
        ("SELECT upper(1, 2)",
            "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer, integer) for function upper. Expected: "
                + "upper(varchar)"),
        ("SELECT cardinality(5)",
            "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer) for function cardinality"),
        ("SELECT id,\n  power(name, 2) FROM staging.orders",
            "FUNCTION_NOT_FOUND: line 2:3: Unexpected parameters (varchar, integer) for function power. Expected: "
                + "power(double, double)"),
        ("SELECT name, count(*) FROM staging.orders",
            "EXPRESSION_NOT_AGGREGATE: line 1:8: 'name' must be an aggregate expression or appear in GROUP BY clause"),
        ("SELECT name, o.amount FROM staging.orders o GROUP BY name",
            "EXPRESSION_NOT_AGGREGATE: line 1:14: 'o.amount' must be an aggregate expression or appear in GROUP BY "
                + "clause"),
        ("SELECT name FROM staging.orders WHERE count(*) > 1",
            "EXPRESSION_NOT_SCALAR: line 1:39: WHERE clause cannot contain aggregations, window functions or "
                + "grouping operations: [count(*)]"),
        ("SELECT sum(count(*)) FROM staging.orders",
            "NESTED_AGGREGATION: line 1:8: Cannot nest aggregations inside aggregation 'sum': [count(*)]"),
        ("SELECT * FROM (VALUES (1, 2)) AS t(a, b, c)",
            "MISMATCHED_COLUMN_ALIASES: line 1:15: Column alias list has 3 entries but 't' has 2 columns available"),
        ("SELECT * FROM UNNEST(ARRAY[1], ARRAY[2]) AS t(a, b, c)",
            "MISMATCHED_COLUMN_ALIASES: line 1:15: Column alias list has 3 entries but 't' has 2 columns available"),
        ("SELECT name FROM staging.orders GROUP BY 5",
            "INVALID_COLUMN_REFERENCE: line 1:42: GROUP BY position 5 is not in select list"),
        ("SELECT name FROM staging.orders\nORDER BY 5",
            "INVALID_COLUMN_REFERENCE: line 2:10: ORDER BY position 5 is not in select list"),
        ("SELECT * FROM staging.orders WHERE id IN (SELECT id, name FROM staging.orders)",
            "NOT_SUPPORTED: line 1:39: Multiple columns returned by subquery are not yet supported. Found 2"),
        ("SELECT DATE '2020-13-01'", "INVALID_LITERAL: line 1:8: '2020-13-01' is not a valid DATE literal"),
        ("SELEC 1", "SYNTAX_ERROR: line 1:1: mismatched input 'SELEC'"),
        ("SELECT a\nFROM staging.orders\nWHER a = 1", "SYNTAX_ERROR: line 3:6: mismatched input 'a'"),
        ("SELECT 1 FROM", "SYNTAX_ERROR: line 1:14: mismatched input '<EOF>'"),
        ("SHOW TABLE", "SYNTAX_ERROR: line 1:6: …"),
        ("ATTACH 'x'", "SYNTAX_ERROR: line 1:1: mismatched input 'ATTACH'"),
        ("SELECT 1; SELECT 2", "SYNTAX_ERROR: line 1:11: Only one sql statement is allowed"),
        ("SELECT getenv('HOME')", "FUNCTION_NOT_FOUND: line 1:8: Function 'getenv' not registered"),
        ("SELECT * FROM read_csv('x')", "FUNCTION_NOT_FOUND: line 1:15: Function 'read_csv' not registered"),
    ];

    /// <summary>What is found while rows are computed.</summary>
    public static IReadOnlyList<(string Sql, string Error)> Values { get; } =
    [
        ("SELECT 1 / 0", "DIVISION_BY_ZERO: Division by zero"),
        ("SELECT id % 0 FROM staging.orders", "DIVISION_BY_ZERO: Division by zero"),
        ("SELECT CAST('x' AS integer)", "INVALID_CAST_ARGUMENT: Cannot cast 'x' to INT"),
        ("SELECT CAST(name AS bigint) FROM staging.orders", "INVALID_CAST_ARGUMENT: Cannot cast 'a0' to BIGINT"),
        ("SELECT a, day, 'some text' FROM curated.casts", "INVALID_CAST_ARGUMENT: Cannot cast 'a0' to DOUBLE"),
        ("SELECT CAST('x' AS double)", "INVALID_CAST_ARGUMENT: Cannot cast 'x' to DOUBLE"),
        ("SELECT CAST('x' AS boolean)", "INVALID_CAST_ARGUMENT: Cannot cast 'x' to BOOLEAN"),
        ("SELECT CAST('x' AS decimal(3,1))",
            "INVALID_CAST_ARGUMENT: Cannot cast VARCHAR 'x' to DECIMAL(3, 1). Value is not a number."),
        ("SELECT CAST('x' AS date)", "INVALID_CAST_ARGUMENT: Value cannot be cast to date: x"),
        ("SELECT CAST('x' AS timestamp)", "INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp: x"),
        ("SELECT CAST(300 AS tinyint)", "NUMERIC_VALUE_OUT_OF_RANGE: Out of range for tinyint: 300"),
        ("SELECT CAST(2147483647 AS integer) + CAST(1 AS integer)",
            "NUMERIC_VALUE_OUT_OF_RANGE: integer addition overflow: 2147483647 + 1"),
        ("SELECT CAST(9223372036854775807 AS bigint) * 2",
            "NUMERIC_VALUE_OUT_OF_RANGE: bigint multiplication overflow: 9223372036854775807 * 2"),
        ("SELECT ARRAY[1][2]",
            "INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length: 2 > 1"),
        ("SELECT m['z'] FROM staging.orders", "INVALID_FUNCTION_ARGUMENT: Key not present in map: z"),
        ("SELECT date_parse('x', '%Y')", "INVALID_FUNCTION_ARGUMENT: Invalid format: \"x\""),
        ("SELECT chr(-1)", "INVALID_FUNCTION_ARGUMENT: Not a valid Unicode code point: -1"),
        ("SELECT url_decode('%zz')", "INVALID_FUNCTION_ARGUMENT: …"),
        ("SELECT (SELECT id FROM staging.orders)",
            "SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows"),
    ];

    /// <summary>Statements that are no queries, and queries inside of them.</summary>
    public static IReadOnlyList<(string Sql, string Error)> Others { get; } =
    [
        ("CREATE TABLE staging.made AS\nSELECT nope FROM staging.orders",
            "COLUMN_NOT_FOUND: line 2:8: Column 'nope' cannot be resolved"),
        ("CREATE TABLE staging.made AS SELECT id / 0 AS x FROM staging.orders", "DIVISION_BY_ZERO: Division by zero"),
        ("CREATE TABLE staging.facts AS SELECT 1 AS a",
            "TABLE_ALREADY_EXISTS: line 1:14: Table 'awsdatacatalog.staging.facts' already exists"),
        ("CREATE TABLE nodb.made AS SELECT 1 AS a", "SCHEMA_NOT_FOUND: line 1:14: Schema 'nodb' does not exist"),
        ("INSERT INTO staging.facts\nSELECT id FROM staging.nope",
            "TABLE_NOT_FOUND: line 2:16: Table 'awsdatacatalog.staging.nope' does not exist"),
        ("INSERT INTO staging.facts SELECT 'x'", "INVALID_CAST_ARGUMENT: Cannot cast 'x' to INT"),
        ("INSERT INTO staging.facts (nope) SELECT 1",
            "COLUMN_NOT_FOUND: line 1:13: Insert column name does not exist in target table: nope"),
        ("UNLOAD (SELECT nope FROM staging.orders) TO 's3://raw/x/' WITH (format = 'CSV')",
            "COLUMN_NOT_FOUND: line 1:16: Column 'nope' cannot be resolved"),
        ("CREATE VIEW curated.bad AS\n  SELECT foo(id) FROM staging.orders",
            "FUNCTION_NOT_FOUND: line 2:10: Function 'foo' not registered"),
        ("DROP TABLE staging.nope",
            "TABLE_NOT_FOUND: line 1:12: Table 'awsdatacatalog.staging.nope' does not exist"),
        ("DROP TABLE staging.orders",
            "PERMISSION_DENIED: line 1:12: Access Denied: table 'staging.orders' is made by…"),
        ("SHOW TABLES IN nodb", "SCHEMA_NOT_FOUND: line 1:16: Schema 'nodb' does not exist"),
        ("CREATE DATABASE staging", "SCHEMA_ALREADY_EXISTS: line 1:17: Schema 'staging' already exists"),
        ("GRANT SELECT ON staging.orders TO x", "NOT_SUPPORTED: line 1:1: Tarn does not run GRANT statements"),
    ];
}
