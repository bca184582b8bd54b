using Tarn.Sources;
using Tarn.Sources.Reading;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

/// <summary>Values of every type come out as the server itself writes them.</summary>
public sealed class TypeTests(PostgresFixture postgres)
{
    private const string Types =
        """
        CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
        CREATE TYPE pair AS (a integer, b text);
        CREATE DOMAIN price AS numeric(8, 2) CHECK (value >= 0);
        CREATE DOMAIN list_price AS price;
        CREATE DOMAIN words AS text[];
        """;

    /// <summary>Type, what it becomes, and values besides null.</summary>
    private static readonly (string Type, string Field, string[] Values)[] Cases =
    [
        ("boolean", "BOOLEAN", ["true", "false"]),
        ("smallint", "SMALLINT", ["'-32768'", "0", "32767"]),
        ("integer", "INTEGER", ["'-2147483648'", "7", "2147483647"]),
        ("bigint", "BIGINT", ["'-9223372036854775808'", "12345678901", "9223372036854775807"]),
        ("oid", "BIGINT", ["0", "4294967295"]),
        ("real", "FLOAT", ["0", "1.5", "-3.25e-10", "'NaN'", "'Infinity'", "'-Infinity'"]),
        ("double precision", "DOUBLE", ["0", "0.1", "1e-300", "'NaN'", "'Infinity'", "'-Infinity'"]),
        ("numeric(4,2)", "DECIMAL(4,2)", ["0", "-99.99", "0.01", "10"]),
        ("numeric(9,0)", "DECIMAL(9,0)", ["999999999", "-100000000", "10000", "20000000"]),
        ("numeric(18,6)", "DECIMAL(18,6)", ["123456789012.345678", "-0.000001", "1000000", "100", "0.5"]),
        ("numeric(38,10)", "DECIMAL(38,10)",
            ["9999999999999999999999999999.9999999999", "-0.0000000001", "10000000000000000000000000000 - 1"]),
        ("numeric(38,1)", "DECIMAL(38,1)", ["9999999999999999999999999999999999999.9", "-1.5"]),
        ("numeric(5,-2)", "DECIMAL(7,0)", ["1234500", "-100"]),
        ("numeric(2,4)", "DECIMAL(4,4)", ["0.0012", "-0.0099"]),
        ("numeric", "VARCHAR", ["1e-20", "123456789012345678901234567890123456789012345.5", "'NaN'", "'Infinity'"]),
        ("numeric(60,5)", "VARCHAR", ["1e40", "-2.5"]),
        ("price", "DECIMAL(8,2)", ["12.5"]),
        ("list_price", "DECIMAL(8,2)", ["0.05"]),
        ("text", "VARCHAR", ["''", "'ab'", "'exactly 12 b'", "'thirteen byte'", "'ä€😀 line' || chr(10) || 'two'"]),
        ("varchar(10)", "VARCHAR", ["'abc  '"]),
        ("char(5)", "VARCHAR", []),
        ("\"char\"", "VARCHAR", ["'x'"]),
        ("name", "VARCHAR", ["'pg_class'"]),
        ("date", "DATE", ["'2024-02-29'", "'0001-01-01'", "'9999-12-31'", "'1969-12-31'"]),
        ("timestamp", "TIMESTAMP", ["'2024-02-29 23:59:59.999999'", "'0001-01-01'", "'1969-12-31 23:59:59.5'"]),
        ("timestamptz", "TIMESTAMP WITH TIME ZONE", ["'2024-02-29 12:00:00+05:30'", "'9999-12-31 23:59:59.999999+00'"]),
        ("time", "VARCHAR", ["'00:00'", "'24:00:00'", "'12:34:56.789'"]),
        ("timetz", "VARCHAR", ["'12:34:56.789+05:30'"]),
        ("interval", "VARCHAR", ["'1 year 2 mons 3 days 04:05:06.7'", "'-1 day'", "'0'"]),
        ("uuid", "VARCHAR", ["'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"]),
        ("json", "VARCHAR", ["'{\"b\": 1,  \"a\": [null]}'"]),
        ("jsonb", "VARCHAR", ["'{\"b\": 1,  \"a\": [null]}'", "'null'"]),
        ("xml", "VARCHAR", ["'<a b=\"c\">d</a>'"]),
        ("mood", "VARCHAR", ["'happy'"]),
        ("pair", "VARCHAR", ["row(1, 'a,\"b\"')"]),
        ("inet", "VARCHAR", ["'192.168.0.1/24'", "'::1'"]),
        ("cidr", "VARCHAR", ["'10.0.0.0/8'"]),
        ("macaddr", "VARCHAR", ["'08:00:2b:01:02:03'"]),
        ("macaddr8", "VARCHAR", ["'08:00:2b:01:02:03:04:05'"]),
        ("bit(5)", "VARCHAR", ["B'10110'"]),
        ("bit varying", "VARCHAR", ["B'101'"]),
        ("tsvector", "VARCHAR", ["'a fat cat'"]),
        ("tsquery", "VARCHAR", ["'fat & rat'"]),
        ("money", "VARCHAR", ["'1234.5'"]),
        ("point", "VARCHAR", ["'(1,2.5)'"]),
        ("polygon", "VARCHAR", ["'((0,0),(1,1),(1,0))'"]),
        ("int4range", "VARCHAR", ["'[1,5)'", "'empty'"]),
        ("tstzrange", "VARCHAR", ["'[2024-01-01 00:00+00,)'"]),
        ("nummultirange", "VARCHAR", ["'{[1,2),[5,6)}'"]),
        ("pg_lsn", "VARCHAR", ["'16/B374D848'"]),
        ("regclass", "VARCHAR", ["'pg_type'"]),
    ];

    /// <summary>Arrays are compared as JSON, which both sides write.</summary>
    private static readonly (string Type, string Field, string[] Values)[] Arrays =
    [
        ("integer[]", "INTEGER[]", ["'{}'", "'{1,NULL,3}'", "'[0:1]={5,6}'"]),
        ("boolean[]", "BOOLEAN[]", ["'{t,f,NULL}'"]),
        ("text[]", "VARCHAR[]", ["'{a,\"b c\",\"d\\\"e\",NULL,\"NULL\",\"\"}'"]),
        ("uuid[]", "VARCHAR[]", ["'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'"]),
        ("words", "VARCHAR[]", ["'{one,two}'"]),
        ("mood[]", "VARCHAR[]", ["'{sad,NULL}'"]),
        ("inet[]", "VARCHAR[]", ["'{10.0.0.1,::1}'"]),
        ("date[]", "DATE[]", ["'{2024-02-29,NULL}'"]),
    ];

    private static SourceTable Everything => PostgresRig.Table("everything", SourceStrategy.Overwrite);

    [Fact]
    public async Task Every_type_is_what_the_server_writes()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Types);
        await CreateAsync(rig, Cases);

        SourceExtraction extraction = await rig.ExtractAsync(Everything);

        Assert.Equal(Cases.Select(type => type.Field), extraction.Fields.Skip(1).Select(field => field.EngineType));
        await RequireSameAsync(rig, extraction, Cases, OfServer, OfEngine);
        Assert.Empty(extraction.Warnings);

        static string OfServer(int i) => Cases[i].Type == "inet" ? $"inet_out(c{i})::text" : $"c{i}::text";
        static string OfEngine(int i) => Cases[i].Field switch
        {
            "FLOAT" or "DOUBLE" =>
                $"replace(replace(regexp_replace(c{i}::VARCHAR, '\\.0$', ''), 'nan', 'NaN'), 'inf', 'Infinity')",
            "DECIMAL(4,4)" => $"regexp_replace(c{i}::VARCHAR, '^(-?)\\.', '\\10.')",
            _ => $"c{i}::VARCHAR",
        };
    }

    [Fact]
    public async Task A_slot_tells_the_same_values()
    {
        (string Type, string Field, string[] Values)[] all = [.. Cases, .. Arrays];
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Types);
        await CreateTableAsync(rig, all);
        await rig.RunAsync("ALTER TABLE everything ADD PRIMARY KEY (id)");
        SourceTable table = PostgresRig.Table(
            "everything", SourceStrategy.Changes, new SourceIncrement.Slot("types_slot"), "id");
        await rig.RunAsync(table);
        await InsertAsync(rig, all);
        SourceTable snapshot = Everything;

        SourceExtraction told = await rig.RunAsync(table);
        SourceExtraction read = await rig.ExtractAsync(snapshot);

        string columns = string.Join(", ", Enumerable.Range(0, all.Length).Select(i => $"c{i}"));
        string sql = $"SELECT ({columns})::VARCHAR FROM t ORDER BY id";
        IReadOnlyList<object?[]> toldRows = await rig.ReadAsync(sql, told);
        IReadOnlyList<object?[]> readRows = await rig.ReadAsync(sql, read);
        Assert.Equal(7, toldRows.Count);
        Assert.Equal(readRows.Select(row => row[0]), toldRows.Select(row => row[0]));
        await rig.RunAsync("SELECT pg_drop_replication_slot('types_slot')");
    }

    [Fact]
    public async Task Arrays_are_lists()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Types);
        await CreateAsync(rig, Arrays);

        SourceExtraction extraction = await rig.ExtractAsync(Everything);

        Assert.Equal(Arrays.Select(type => type.Field), extraction.Fields.Skip(1).Select(field => field.EngineType));
        await RequireSameAsync(
            rig, extraction, Arrays, i => $"array_to_json(c{i})::text", i => $"to_json(c{i})::VARCHAR");
    }

    [Fact]
    public async Task Bytes_stay_bytes()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(
            postgres, "CREATE TABLE everything AS SELECT '\\x00ff10'::bytea AS b, array['\\x01'::bytea, NULL] AS l");

        SourceExtraction extraction = await rig.ExtractAsync(Everything);

        IReadOnlyList<object?[]> rows = await rig.ReadAsync("SELECT hex(b), len(l), hex(l[1]) FROM t", extraction);
        Assert.Equal(["00FF10", 2L, "01"], rows[0]);
    }

    [Fact]
    public async Task What_a_table_cannot_hold_follows_the_stated_rules_and_is_counted()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(
            postgres,
            """
            CREATE TABLE everything (n numeric(6,2), d date, s timestamp, z timestamptz, a integer[], m integer[][]);
            INSERT INTO everything VALUES
                ('NaN', 'infinity', '-infinity', 'infinity', '{{1,2},{3,4}}', '{{1,2},{3,4}}'),
                (1, '0044-03-15 BC', '10000-01-01', '294276-12-31 23:59:59+00', '{1}', '{}');
            """);

        SourceExtraction extraction = await rig.ExtractAsync(Everything);

        IReadOnlyList<object?[]> rows = await rig.ReadAsync(
            "SELECT n::VARCHAR, d::VARCHAR, s::VARCHAR, z::VARCHAR, a::VARCHAR, m FROM t ORDER BY n NULLS FIRST",
            extraction);
        const string last = "9999-12-31 23:59:59.999999";
        Assert.Equal(
            [null, "9999-12-31", "0001-01-01 00:00:00", $"{last}+00", "[1, 2, 3, 4]", "{{1,2},{3,4}}"], rows[0]);
        Assert.Equal(["1.00", "0001-01-01", last, $"{last}+00", "[1]", "{}"], rows[1]);
        Assert.Collection(
            extraction.Warnings,
            warning => Assert.StartsWith("1 value was NaN", warning, StringComparison.Ordinal),
            warning => Assert.StartsWith("6 values were outside", warning, StringComparison.Ordinal),
            warning => Assert.StartsWith("1 value was arrays", warning, StringComparison.Ordinal));
    }

    private static async Task CreateAsync(PostgresRig rig, (string Type, string Field, string[] Values)[] types)
    {
        await CreateTableAsync(rig, types);
        await InsertAsync(rig, types);
    }

    private static Task CreateTableAsync(PostgresRig rig, (string Type, string Field, string[] Values)[] types)
    {
        string columns = string.Join(", ", types.Select((type, i) => $"c{i} {type.Type}"));
        return rig.RunAsync($"CREATE TABLE everything (id integer, {columns})");
    }

    /// <summary>Rows with the values of each type, and at last one of nulls.</summary>
    private static async Task InsertAsync(PostgresRig rig, (string Type, string Field, string[] Values)[] types)
    {
        int rowCount = types.Max(type => type.Values.Length) + 1;
        for (int row = 0; row < rowCount; row++)
        {
            string values = string.Join(", ", types.Select(type =>
                row < type.Values.Length ? $"({type.Values[row]})::{type.Type}" : "NULL"));
            await rig.RunAsync($"INSERT INTO everything VALUES ({row}, {values})");
        }
    }

    private static async Task RequireSameAsync(
        PostgresRig rig,
        SourceExtraction extraction,
        (string Type, string Field, string[] Values)[] types,
        Func<int, string> ofServer,
        Func<int, string> ofEngine)
    {
        string engine = string.Join(", ", Enumerable.Range(0, types.Length).Select(ofEngine));
        IReadOnlyList<object?[]> rows = await rig.ReadAsync($"SELECT id, {engine} FROM t ORDER BY id", extraction);
        for (int i = 0; i < types.Length; i++)
        {
            string?[] expected = (string?[])(await rig.AskAsync(
                $"SELECT array_agg({ofServer(i)} ORDER BY id) FROM everything"))!;
            Assert.Equal(expected, rows.Select(row => row[i + 1]));
        }
    }
}
