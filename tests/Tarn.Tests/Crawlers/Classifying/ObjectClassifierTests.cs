using System.Text;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Files;
using Tarn.Crawlers;
using Tarn.Crawlers.Classifying;
using Tarn.Crawlers.Inference;
using Tarn.Crawlers.Sampling;
using Tarn.Engine;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Crawlers.Classifying;

public sealed class ObjectClassifierTests : IDisposable
{
    private readonly DuckInstance _engine = DuckInstance.Open(new EngineOptions { Threads = 1 });

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("a,b\n1,x\n2,y\n", ',', true, "a int, b string")]
    [InlineData("a;b\n1;1,5\n2;2,5\n", ';', true, "a int, b string")]
    [InlineData("a\tb\n1\tx\n", '\t', true, "a int, b string")]
    [InlineData("id|at\n1|2024-05-01 10:00:00\n", '|', true, "id int, at timestamp")]
    [InlineData("a^b\n1^x\n", '^', true, "a int, b string")]
    [InlineData("1,x\n2,y\n", ',', false, "col0 int, col1 string")]
    [InlineData("name,city\nAnn,Bern\nBob,Rome\n", ',', true, "name string, city string")]
    [InlineData("Ann,Bern\nBob,Bern\nAnn,Rome\n", ',', false, "col0 string, col1 string")]
    [InlineData("film_id|title|description", '|', true, "film_id void, title void, description void")]
    [InlineData("a,b\r\n1,x\r\n", ',', true, "a int, b string")]
    [InlineData("a,b\r\n1,x\n2,y\r\n", ',', true, "a int, b string")]
    [InlineData("a,b\n\"1\",\"x, \"\"y\"\"\nz\"\n", ',', true, "a int, b string")]
    [InlineData("a,\n1,2\n", ',', false, "col0 string, col1 int")]
    [InlineData("a,b\n1,\\N\n2,5\n", ',', true, "a int, b int")]
    [InlineData("Customer ID,Größe\n007,1.5\n", ',', true, "Customer ID string, Größe double")]
    public void Delimited_text_has_columns(string text, char delimiter, bool hasHeader, string columns)
    {
        FileSchema schema = Known(Encoding.UTF8.GetBytes(text));

        Assert.Equal(DataFormat.Csv, schema.Format);
        Assert.Equal((delimiter, hasHeader), (schema.Csv!.Delimiter, schema.Csv.HasHeader));
        Assert.Equal(columns, Spell(schema));
    }

    [Fact]
    public void Quotes_may_be_escaped_by_a_backslash() => Assert.Equal(
        '\\', Known("a,b\n1,\"x \\\"y\\\", z\"\n2,\"p \\\"q\\\", r\"\n"u8.ToArray()).Csv!.Escape);

    [Fact]
    public void Quotes_may_be_single() =>
        Assert.Equal('\'', Known("a,b\n1,'x, y, z'\n2,'p, q'\n3,'r, s'\n"u8.ToArray()).Csv!.Quote);

    [Theory]
    [InlineData("utf-8", "utf-8", true)]
    [InlineData("utf-16", "utf-16", true)]
    [InlineData("utf-16", "utf-16", false)]
    [InlineData("iso-8859-1", "latin-1", false)]
    public void Text_has_an_encoding(string name, string expected, bool withMark)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        byte[] mark = withMark ? encoding.GetPreamble() : [];

        FileSchema schema = Known([.. mark, .. encoding.GetBytes("name,size\nMüller,1\nJosé,2\n")]);

        Assert.Equal(expected, schema.Csv!.Encoding);
        Assert.Equal("name string, size int", Spell(schema));
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2.5,\"b\":null}\n", DataFormat.JsonLines, "a double, b void")]
    [InlineData("\n\n{\"a\":1}\r\n{\"a\":2}", DataFormat.JsonLines, "a int")]
    [InlineData("[{\"a\":1},{\"a\":2}]", DataFormat.JsonArray, "a int")]
    [InlineData("[\n  {\"a\": {\"b\": true}},\n  {\"c\": [1]}\n]\n", DataFormat.JsonArray,
        "a struct<b:boolean>, c array<int>")]
    public void Json_has_columns(string text, DataFormat format, string columns)
    {
        FileSchema schema = Known(Encoding.UTF8.GetBytes(text));

        Assert.Equal(format, schema.Format);
        Assert.Equal(columns, Spell(schema));
    }

    [Fact]
    public void The_last_record_of_a_sample_that_is_cut_off_does_not_count()
    {
        Assert.Equal("a int", Spell(Known("{\"a\":1}\n{\"a\":\"x"u8.ToArray(), isWhole: false)));
        Assert.Equal("a int", Spell(Known("[{\"a\":1},{\"a\":\"x"u8.ToArray(), isWhole: false)));
        Assert.Equal("a int, b int", Spell(Known("a,b\n1,2\n3,x"u8.ToArray(), isWhole: false)));
    }

    [Theory]
    [InlineData("1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 17", 10)]
    [InlineData("1.2.3.4 - bob [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 304 - \"-\" \"curl \\\"x\\\"\"", 12)]
    public void Web_logs_are_known_by_their_lines(string line, int columns)
    {
        FileSchema schema = Known(Encoding.UTF8.GetBytes(line + "\n" + line + "\n"));

        Assert.Equal(DataFormat.Grok, schema.Format);
        Assert.Equal(columns, schema.Columns.Count);
        Assert.Equal(["%d/%b/%Y:%H:%M:%S %z"], schema.Columns.Single(column => column.Name == "timestamp").Formats);
    }

    [Theory]
    [InlineData("PAR1", "")]
    [InlineData("Obj\u0001xxxx", "Avro")]
    [InlineData("PK\u0003\u0004xxxx", "zip archive")]
    [InlineData("a\0b\u0002c", "binary data")]
    [InlineData("  \n \n", "white space")]
    [InlineData("just some words\nand more of them here\n", "no known format")]
    [InlineData("{\n  \"a\": 1\n}\n", "over several lines")]
    [InlineData("{\"a\":1}\n{\"a\":\n", "line 2 is not JSON")]
    [InlineData("{\"a\":1}\n[1]\n", "line 2 is a JSON array")]
    [InlineData("[1,2]", "expected objects")]
    [InlineData("[]", "empty JSON array")]
    [InlineData("[{\"a\":1}] x", "is none")]
    [InlineData("{}\n", "no keys")]
    public void What_is_no_table_has_a_reason(string text, string reason)
    {
        Classification found = Classify(Encoding.Latin1.GetBytes(text), isWhole: true, "x.txt");

        if (reason.Length == 0)
        {
            Assert.IsType<Classification.Footer>(found);
        }
        else
        {
            Assert.Contains(reason, Assert.IsType<Classification.Junk>(found).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void One_column_is_taken_for_csv_when_the_name_says_so()
    {
        byte[] text = "id\n1\n2\n"u8.ToArray();

        Assert.IsType<Classification.Junk>(Classify(text, isWhole: true, "ids.txt"));
        FileSchema schema =
            Assert.IsType<Classification.Known>(Classify(text, isWhole: true, "ids.csv")).Schema;
        Assert.Equal("id int", Spell(schema));
    }

    [Fact]
    public void Ten_thousand_columns_are_columns_and_more_than_the_limit_is_junk()
    {
        static byte[] Wide(int count) => Encoding.UTF8.GetBytes(
            string.Join(',', Enumerable.Range(0, count).Select(i => $"c{i}")) + "\n"
            + string.Join(',', Enumerable.Range(0, count)) + "\n");

        Assert.Equal(10_000, Known(Wide(10_000)).Columns.Count);
        Assert.IsType<Classification.Junk>(Classify(Wide(ColumnLimit.ColumnsMax + 1), isWhole: true, "w.csv"));
    }

    [Fact]
    public void Custom_classifiers_come_first_for_the_files_they_are_for()
    {
        CustomClassifier[] custom =
        [
            new CustomClassifier.Grok("app", new("%{TIMESTAMP_ISO8601:at} %{LOGLEVEL:level} %{GREEDYDATA:message}")),
            new CustomClassifier.Csv("tildes", '~') { HasHeader = false, Files = "*.dat" },
            new CustomClassifier.Json("json") { Files = "*.js" },
        ];
        byte[] log = "2024-05-01 10:00:00 INFO a, b\n2024-05-01 10:00:01 WARN c, d\n"u8.ToArray();
        byte[] tildes = "x~1\ny~2\n"u8.ToArray();

        Assert.Equal("at timestamp, level string, message string", Spell(Known(log, custom: custom)));
        Assert.Equal("tildes", Known(tildes, key: "a/b.dat", custom: custom).Classifier);
        Assert.Null(Known(tildes, key: "a/b.txt", custom: custom).Classifier);
        Assert.IsType<Classification.Junk>(Classify(tildes, isWhole: true, "a/b.js", custom));
    }

    private FileSchema Known(
        byte[] bytes, bool isWhole = true, string key = "x.txt", CustomClassifier[]? custom = null) =>
        Assert.IsType<Classification.Known>(Classify(bytes, isWhole, key, custom)).Schema;

    private Classification Classify(byte[] bytes, bool isWhole, string key, CustomClassifier[]? custom = null)
    {
        InMemoryObjectStore store = new("raw", TimeProvider.System);
        CrawlScratch scratch = new("unused", new SequentialIdSource());
        SampleReader samples = new(store, new ZstandardLines(_engine), 1024, scratch);
        return new ObjectClassifier(samples, custom ?? [])
            .Classify(new ObjectSample(bytes, isWhole, Compression.None), key);
    }

    private static string Spell(FileSchema schema) =>
        string.Join(", ", schema.Columns.Select(column => $"{column.Name} {column.Type}"));
}
