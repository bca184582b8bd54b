using System.Text.Json;
using Tarn.Cli.Output;
using Xunit;

namespace Tarn.Tests.Cli.Output;

public sealed class JsonWritersTests
{
    [Fact]
    public async Task Json_is_one_object_with_a_version_columns_and_rows() =>
        Assert.Equal(
            """
            {
              "schema_version": 1,
              "columns": ["zone", "trips", "share"],
              "rows": [
                {"zone":"JFK Airport","trips":1234567,"share":0.25},
                {"zone":"a,b \"c\"|d","trips":null,"share":-1.5},
                {"zone":"two\nlines\tand a tab","trips":3,"share":"NaN"},
                {"zone":null,"trips":0,"share":1E+300},
                {"zone":"","trips":1,"share":0.1}
              ],
              "row_count": 5
            }

            """,
            await OutputSamples.WriteAsync(output => new JsonWriter(output), OutputSamples.Zones()));

    [Fact]
    public async Task Json_without_rows_is_valid_too()
    {
        OutputRows none = OutputRows.Of([new("a")], []);

        string text = await OutputSamples.WriteAsync(output => new JsonWriter(output), none);

        using JsonDocument document = JsonDocument.Parse(text);
        Assert.Equal(0, document.RootElement.GetProperty("rows").GetArrayLength());
        Assert.Equal(0, document.RootElement.GetProperty("row_count").GetInt32());
    }

    [Fact]
    public async Task Every_kind_of_value_is_exact() =>
        Assert.Equal(
            """
            {"flag":true,"huge":-170141183460469231731687303715884105728,"money":12.50,
            "wide":1234567890123456789012345678901234.5678,"day":"2024-02-29","at":"2024-02-29T23:59:58.120345",
            "instant":"2024-02-28T23:00:00Z","time":"07:05:00","bytes":"3q0=","list":[1,null,3],
            "fields":{"a":1,"b":["x\"y"]},"map":{"k":1.5,"ü":null},"either":{"number":7},
            "id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","span":"1 year 2 months 3 days 00:00:01.5"}
            """.Replace(",\n", ",", StringComparison.Ordinal) + "\n",
            await OutputSamples.WriteAsync(output => new JsonLinesWriter(output), OutputSamples.AllKindsOfValues()));

    [Fact]
    public async Task Each_line_of_jsonl_stands_alone()
    {
        string text = await OutputSamples.WriteAsync(output => new JsonLinesWriter(output), OutputSamples.Zones());

        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
    }
}
