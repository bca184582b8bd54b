using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class LakeYamlErrorTests : IDisposable
{
    private const string Start = "version: 1\nzones: {raw: }\n";
    private const string Table = Start + "tables:\n  raw.trips:\n    files: x.csv\n    columns: {a: bigint}\n";

    private const string ManyErrors = """
        version: 2
        enigne: {memory: 4GB}
        engine: {memory: 4 gigabytes, threads: two}
        zones:
          raw: {buckt: landing}
          Staging:
        tables:
          rwa.trips:
            files: trips/*.parquet
            columns: {fare: dubble}
        """;

    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Every_error_of_the_file_is_shown_at_once()
    {
        _lake.Write("lake.yaml", ManyErrors);

        Assert.Equal(
            """
            error[TN2006]: this lake is of a version that this Tarn does not know
              --> lake.yaml:1:10
               |
             1 | version: 2
               |          ^ expected 1

            error[TN2004]: unknown key 'enigne'
              --> lake.yaml:2:1
               |
             2 | enigne: {memory: 4GB}
               | ^^^^^^ did you mean 'engine'?
               = allowed here: version, name, description, engine, zones, tables, lineage, runs, notifications, security

            error[TN2006]: memory is '4 gigabytes'
              --> lake.yaml:3:18
               |
             3 | engine: {memory: 4 gigabytes, threads: two}
               |                  ^^^^^^^^^^^ expected a size such as 512MiB or 4GB
               = units: KB, MB, GB, KiB, MiB, GiB

            error[TN2006]: threads is 'two'
              --> lake.yaml:3:40
               |
             3 | engine: {memory: 4 gigabytes, threads: two}
               |                                        ^^^ expected a whole number from 1 to 1024

            error[TN2004]: unknown key 'buckt'
              --> lake.yaml:5:9
               |
             5 |   raw: {buckt: landing}
               |         ^^^^^ did you mean 'bucket'?
               = allowed here: description, bucket, encryption, expire_days

            error[TN2006]: 'Staging' is not a zone name
              --> lake.yaml:6:3
               |
             6 |   Staging:
               |   ^^^^^^^ bad name
               = expected lower case letters, digits and '_', not starting with a digit

            error[TN2006]: table 'rwa.trips' is in 'rwa', which is no zone of this lake
              --> lake.yaml:8:3
               |
             8 |   rwa.trips:
               |   ^^^^^^^^^ did you mean 'raw'?
               = zones here: raw

            error[TN2006]: 'dubble' is not a column type
               --> lake.yaml:10:21
                |
             10 |     columns: {fare: dubble}
                |                     ^^^^^^ did you mean 'double'?
                = examples: bigint, double, decimal(10,2), varchar, boolean, date, timestamp, varchar[]
            """,
            await _lake.ErrorTextAsync());
    }

    [Theory]
    [InlineData("zones: {raw: }\n", "TN2005", "lake.yaml has no 'version'")]
    [InlineData("version: one\nzones: {raw: }\n", "TN2006", "version is 'one'")]
    [InlineData("version: 1\n", "TN2005", "lake.yaml has no 'zones'")]
    [InlineData("version: 1\nzones:\n", "TN2005", "lake.yaml has no 'zones'")]
    [InlineData("version: 1\nzones: {}\n", "TN2005", "zones is empty")]
    [InlineData("version: 1\nzones: [raw]\n", "TN2006", "'zones' must be a map, found a list")]
    [InlineData("version: 1\nzones: {raw: landing}\n", "TN2006", "zone 'raw' must be a map, found 'landing'")]
    [InlineData("version: 1\nzones: {raw: {bucket: A}}\n", "TN2006", "'A' is not a bucket name")]
    [InlineData("version: 1\nzones: {raw: {bucket: a..b}}\n", "TN2006", "'a..b' is not a bucket name")]
    [InlineData("version: 1\nzones: {raw: , b: {bucket: raw}}\n", "TN2006", "zones 'raw' and 'b' share bucket 'raw'")]
    [InlineData("version: 1\nzones: {raw: {expire_days: 0}}\n", "TN2006", "expire_days is '0'")]
    [InlineData("version: 1\nzones: {raw: }\nname: my lake\n", "TN2006", "'my lake' is not a lake name")]
    [InlineData("version: 1\nzones: {raw: }\nname: [a]\n", "TN2006", "'name' must be text, found a list")]
    [InlineData("version: 1\nzones: {raw: }\nengine: 4GB\n", "TN2006", "'engine' must be a map, found '4GB'")]
    [InlineData("version: 1\nzones: {raw: }\nengine: {memory: 0MB}\n", "TN2006", "memory is '0MB'")]
    [InlineData("version: 1\nzones: {raw: }\nengine: {memory: 99999999999GB}\n", "TN2006", "memory is '99999999999GB'")]
    [InlineData("version: 1\nzones: {raw: }\nengine: {memory: 1.2.3GB}\n", "TN2006", "memory is '1.2.3GB'")]
    [InlineData("version: 1\nzones: {raw: }\nengine: {reuse: soon}\n", "TN2006", "reuse is 'soon'")]
    [InlineData("version: 1\nzones: {raw: }\nengine: {price: {per_terabyte: -1}}\n", "TN2006", "per_terabyte is '-1'")]
    [InlineData("version: 1\nzones: {raw: }\nengine: {price: {per_tb: 1}}\n", "TN2004", "unknown key 'per_tb'")]
    [InlineData("version: 1\nzones: {raw: }\nengine: {scratch: 100}\n", "TN2006", "scratch is '100'")]
    [InlineData("version: 1\nzones: {raw: }\nengine: {threads: 0}\n", "TN2006", "threads is '0'")]
    public async Task Bad_values_are_named(string yaml, string code, string message)
    {
        _lake.Write("lake.yaml", yaml);

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("trips: {}", "'trips' is not a table name")]
    [InlineData("raw.Trips: {}", "'raw.Trips' is not a table name")]
    [InlineData("raw.t__quarantine: {}", "table name 'raw.t__quarantine' is reserved")]
    [InlineData("raw.t: x.csv", "table 'raw.t' must be a map, found 'x.csv'")]
    [InlineData("raw.t: {columns: {a: bigint}}", "table 'raw.t' has no 'files'")]
    [InlineData("raw.t: {files: x.csv}", "table 'raw.t' has no 'columns'")]
    [InlineData("raw.t: {files: [], columns: {a: bigint}}", "'files' is empty")]
    [InlineData("raw.t: {files: x.csv, columns: {}}", "columns is empty")]
    [InlineData("raw.t: {files: {a: b}, columns: {a: bigint}}", "'files' must be text or a list of texts, found a map")]
    [InlineData("raw.t: {files: /x.csv, columns: {a: bigint}}", "'/x.csv' is not a pattern of keys")]
    [InlineData("raw.t: {files: ../x.csv, columns: {a: bigint}}", "'../x.csv' is not a pattern of keys")]
    [InlineData("raw.t: {files: x.json, columns: {a: bigint}}", "'x.json' does not say the format of its files")]
    [InlineData(
        "raw.t: {files: x.csv, format: xml, columns: {a: date}}", "format is 'xml', which is none of its values")]
    [InlineData("raw.t: {files: x, format: lines, columns: {a: date}}", "table 'raw.t' is made of lines")]
    [InlineData("raw.t: {files: x.csv, columns: {a: }}", "column 'a' must have a type, found nothing")]
    [InlineData("raw.t: {files: x.csv, columns: {a: {from: b}}}", "column 'a' has no 'type'")]
    [InlineData("raw.t: {files: x.csv, columns: {a b: bigint}}", "'a b' is not a column name")]
    [InlineData("raw.t: {files: x.csv, columns: {_file: bigint}}", "column name '_file' is reserved")]
    [InlineData("raw.t: {files: x.csv, columns: {a: bigint, A: double}}", "column name 'A' is used twice")]
    [InlineData(
        "raw.t: {files: x.csv, columns: {a: bigint, b: {type: date, from: [A]}}}", "column name 'A' is used twice")]
    [InlineData("raw.t: {files: x.csv, columns: {a: 'bigint); DROP'}}", "'bigint); DROP' is not a column type")]
    [InlineData("raw.t: {files: x.csv, csv: {delimiter: ';;'}, columns: {a: date}}", "delimiter is ';;'")]
    [InlineData(
        "raw.t: {files: x.csv, csv: {delimiter: '\"'}, columns: {a: date}}",
        "delimiter and quote are the same character")]
    [InlineData(
        "raw.t: {files: x.csv, csv: {encoding: utf8}, columns: {a: date}}",
        "encoding is 'utf8', which is none of its values")]
    [InlineData("raw.t: {files: x.csv, csv: {header: true}, columns: {a: date}}", "unknown key 'header'")]
    public async Task Bad_raw_tables_are_named(string table, string message)
    {
        _lake.Write("lake.yaml", $"{Start}tables:\n  {table}\n");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal(message, error.Message);
        Assert.Equal(4, error.Location!.Line);
    }

    [Fact]
    public async Task A_table_with_errors_is_still_known_to_models()
    {
        _lake.Write("lake.yaml", "version: 1\nzones: {raw: , staging: }\ntables: {raw.trips: {files: x.csv}}\n");
        _lake.Model("staging.trips", "", "SELECT * FROM raw.trips");

        Assert.Equal(ErrorCodes.MissingKey, Assert.Single(await _lake.ErrorsAsync()).Code);
    }

    [Fact]
    public async Task A_model_has_no_table_in_a_zone_whose_objects_expire()
    {
        _lake.Write("lake.yaml", "version: 1\nzones: {raw: {expire_days: 30}}\n");
        _lake.Model("raw.trips", "", "SELECT 1 AS a");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal("table 'raw.trips' would be in a zone whose objects expire", error.Message);
    }

    [Fact]
    public async Task At_most_50_errors_of_a_file_are_shown()
    {
        _lake.Write("lake.yaml", Start + string.Concat(Enumerable.Range(0, 60).Select(i => $"key{i}: x\n")));
        _lake.Model("raw.trips", "what: x", "SELECT 1");

        IReadOnlyList<Diagnostic> errors = await _lake.ErrorsAsync();

        Assert.Equal(52, errors.Count);
        Assert.Equal(("… and 10 more", "lake.yaml:53:1"), (errors[50].Message, errors[50].Location!.ToString()));
        Assert.Equal("models/raw/trips.sql", errors[51].Location!.File);
    }

    [Fact]
    public async Task The_message_of_the_exception_counts_the_errors()
    {
        _lake.Write("lake.yaml", Table + "a: 1\nb: 2\n");

        DiagnosticException exception = await Assert.ThrowsAsync<DiagnosticException>(() => _lake.LoadAsync());

        Assert.Equal("unknown key 'a' (and 1 more)", exception.Message);
    }
}
