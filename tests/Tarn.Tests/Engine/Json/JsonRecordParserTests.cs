using System.Text;
using System.Text.Json;
using Tarn.Engine.Functions;
using Tarn.Engine.Json;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Engine.Json;

/// <summary>Values of wanted members, beside what the parser of the platform finds.</summary>
public sealed class JsonRecordParserTests : EngineTest
{
    private const int Records = 3000;

    private static readonly string[] Wanted = ["a", "b", "long name", "é", ""];
    private static readonly string[] Names = [.. Wanted, "c", "aa", "x\"y", "\ud83d\ude00"];

    [Theory]
    [InlineData("""{"a":1.50,"b":"x"}""", "1.50", "x")]
    [InlineData("""{"b":true,"c":{"a":9}}""", null, "true")]
    [InlineData("""{"a":null,"b":false}""", null, "false")]
    [InlineData(""" { "b" : [ 1 , "x y" , { } ] } """, null, """[1,"x y",{}]""")]
    [InlineData("""{"a":{"k": "v\" \\ "},"b":-0.5E+10}""", """{"k":"v\" \\ "}""", "-0.5E+10")]
    [InlineData("""{"a":"\u00e9\ud83d\ude00\n\/","b":"\u0041"}""", "\u00e9\U0001F600\n/", "A")]
    [InlineData("""{"\u0061":"x","b":""}""", "x", "")]
    [InlineData("""{"a":1,"a":2}""", "2", null)]
    [InlineData("""{"a":NaN,"b":-Infinity,}""", "NaN", "-Infinity")]
    [InlineData("""{"a":[1,],"b":1}""", "[1,]", "1")]
    public async Task Values_become_texts(string record, string? a, string? b) =>
        Assert.Equal([a, b], await TextsAsync([record], isStrict: false));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}}")]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    [InlineData("""{"a"}""")]
    [InlineData("""{"a":}""")]
    [InlineData("""{"a":1 "b":2}""")]
    [InlineData("""{"a":01}""")]
    [InlineData("""{"a":1.}""")]
    [InlineData("""{"a":.5}""")]
    [InlineData("""{"a":1e}""")]
    [InlineData("""{"a":-}""")]
    [InlineData("""{"a":+1}""")]
    [InlineData("""{"a":nul}""")]
    [InlineData("""{"a":"\x"}""")]
    [InlineData("""{"a":"\u12g4"}""")]
    [InlineData("""{"a":"\udc00"}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":"\ud800\u0041"}""")]
    [InlineData("{\"a\":\"\t\"}")]
    [InlineData("{\"a\":\"x}")]
    [InlineData("{,}")]
    [InlineData("""{"a":[1}""")]
    [InlineData("""{"a":{]}""")]
    [InlineData("""{'a':1}""")]
    public void What_is_no_object_is_refused(string record)
    {
        Assert.False(TryParse(record, isStrict: false));
        Assert.False(TryParse(record, isStrict: true));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"c":{"d":1,"e":{"d":3},"d":2}}""")]
    [InlineData("""{"a":1,}""")]
    [InlineData("""{"a":[1,]}""")]
    [InlineData("""{"a":NaN}""")]
    [InlineData("""{"a":-Infinity}""")]
    public void Only_the_strict_refuse_what_some_readers_take(string record)
    {
        Assert.True(TryParse(record, isStrict: false));
        Assert.False(TryParse(record, isStrict: true));
    }

    [Fact]
    public void Deep_values_end_no_process()
    {
        Assert.True(TryParse($"{{\"c\":{new string('[', 900)}{new string(']', 900)}}}", isStrict: false));
        Assert.False(TryParse($"{{\"c\":{new string('[', 1_000_000)}", isStrict: false));
    }

    [Fact]
    public async Task Values_are_those_that_the_parser_of_the_platform_finds()
    {
        int seed = TestSeed.Read();
        Random random = new(seed);
        string[] records = [.. Enumerable.Range(0, Records).Select(_ => Object(random, depth: 0))];
        List<string?> expected = [];
        foreach (string record in records)
        {
            using JsonDocument document = JsonDocument.Parse(record);
            expected.AddRange(Wanted.Select(name => TextOf(document.RootElement, name)));
        }

        Assert.Equal(expected, await TextsAsync(records, isStrict: true, Wanted));
    }

    private static string Object(Random random, int depth)
    {
        string[] names = [.. Names];
        random.Shuffle(names);
        return Blank(random) + "{" + Blank(random)
            + string.Join(Blank(random) + "," + Blank(random), names.Take(random.Next(names.Length)).Select(name =>
                Text(random, name) + Blank(random) + ":" + Blank(random) + Value(random, depth)))
            + "}" + Blank(random);
    }

    private static string Value(Random random, int depth) => random.Next(depth < 3 ? 9 : 6) switch
    {
        0 => "null",
        1 => random.Next(2) == 0 ? "true" : "false",
        2 => random.Next().ToString(provider: null),
        3 => "-1.25e-3",
        4 => Text(random, new string(random.GetItems("aé\n\"\\\u2028".AsSpan(), random.Next(20)))),
        5 => "\"\"",
        6 or 7 => Object(random, depth + 1).Trim(),
        _ => "[" + Value(random, depth + 1) + Blank(random) + "," + Value(random, depth + 1) + "]",
    };

    private static string Text(Random random, string text) => random.Next(2) == 0
        ? JsonSerializer.Serialize(text)
        : "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    private static string Blank(Random random) => random.Next(4) == 0 ? " \t\r\n"[..random.Next(5)] : "";

    private static string? TextOf(JsonElement record, string name) => record.TryGetProperty(name, out JsonElement value)
        ? value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Object or JsonValueKind.Array => WithoutBlanks(value.GetRawText()),
            _ => value.GetRawText(),
        }
        : null;

    private static string WithoutBlanks(string json)
    {
        StringBuilder kept = new();
        bool isText = false;
        for (int i = 0; i < json.Length; i++)
        {
            isText ^= json[i] == '"';
            if (isText || !char.IsWhiteSpace(json[i]))
            {
                kept.Append(json[i]);
            }

            if (isText && json[i] == '\\')
            {
                kept.Append(json[++i]);
            }
        }

        return kept.ToString();
    }

    private static bool TryParse(string record, bool isStrict) =>
        new JsonRecordParser(Wanted, isStrict).TryParse(Encoding.UTF8.GetBytes(record), 0, new JsonSlot[Wanted.Length]);

    private async Task<IReadOnlyList<string?>> TextsAsync(string[] records, bool isStrict, string[]? wanted = null)
    {
        wanted ??= ["a", "b"];
        using FedRows rows = new(Connection, new Feed(records, isStrict, wanted));
        IReadOnlyList<object?[]> found = await Connection.QueryAllAsync($"SELECT * FROM {rows.Sql}", Token);
        return [.. found.SelectMany(row => row.Cast<string?>())];
    }

    private sealed class Feed(string[] records, bool isStrict, string[] wanted) : IRowFeed, IRowFeedReader
    {
        private readonly JsonRecordParser _parser = new(wanted, isStrict);
        private int _next;

        public IReadOnlyList<EngineTypeField> Columns =>
            [.. wanted.Select((_, i) => new EngineTypeField($"c{i}", new EngineType(EngineTypeKind.Varchar)))];

        public long RowsAbout => records.Length;

        public int ReadersMax => 1;

        public void Start() => _next = 0;

        public IRowFeedReader OpenReader(IReadOnlyList<int> columns) => this;

        public int Read(IReadOnlyList<VectorWriter> columns, int rowsMax)
        {
            int row = 0;
            for (; row < rowsMax && _next < records.Length; row++)
            {
                // Not at the start of its block.
                byte[] block = Encoding.UTF8.GetBytes($"xyz{records[_next++]}");
                JsonSlot[] slots = new JsonSlot[wanted.Length];
                Assert.True(_parser.TryParse(block.AsSpan(3), 3, slots), records[_next - 1]);
                for (int i = 0; i < slots.Length; i++)
                {
                    JsonText.Write(columns[i], row, block, slots[i]);
                }
            }

            return row;
        }

        public void Dispose()
        {
        }
    }
}
