using System.IO.Compression;
using System.Text;
using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Engine;
using Tarn.Queries;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Catalog.External;

/// <summary>Text files that the engine would end the query for, or worse, read in part without a word.</summary>
public sealed class DamagedTextTests : IDisposable
{
    private const int Rows = 20_000;

    private readonly ExternalRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(DataFormat.JsonLines)]
    [InlineData(DataFormat.JsonArray)]
    [InlineData(DataFormat.Grok)]
    [InlineData(DataFormat.Csv)]
    public async Task Gzip_that_is_cut_off_or_damaged_is_left_out_and_named(DataFormat format)
    {
        byte[] whole = Gzip(Text(format, Rows), CompressionLevel.Fastest);
        byte[] damaged = [.. whole];
        damaged[damaged.Length / 2] ^= 0x55;
        _rig.DropBytes("t/0.gz", Gzip(Text(format, 3), CompressionLevel.Fastest));
        _rig.DropBytes("t/cut.gz", whole[..(whole.Length / 2)]);
        _rig.DropBytes("t/cut-end.gz", whole[..^3]);
        _rig.DropBytes("t/damaged.gz", damaged);
        await _rig.CreateAsync(Table(format));

        (long count, UnreadableFile[] unreadable) = await CountAsync();

        Assert.Equal(3, count);
        Assert.Equal(["t/cut-end.gz", "t/cut.gz", "t/damaged.gz"], unreadable.Select(file => file.Key));
        Assert.All(unreadable, file => Assert.Contains("gzip data is", file.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DataFormat.JsonLines)]
    [InlineData(DataFormat.JsonArray)]
    [InlineData(DataFormat.Grok)]
    [InlineData(DataFormat.Csv)]
    public async Task First_bytes_and_not_names_tell_what_is_compressed(DataFormat format)
    {
        _rig.DropBytes("t/1.gz", Encoding.UTF8.GetBytes(Text(format, 5)));
        _rig.DropBytes("t/2.txt", Gzip(Text(format, 7), CompressionLevel.Fastest));
        await _rig.CreateAsync(Table(format));

        (long count, UnreadableFile[] unreadable) = await CountAsync();

        Assert.Equal(12, count);
        Assert.Empty(unreadable);
    }

    [Fact]
    public async Task A_json_array_that_is_cut_off_is_left_out_and_named()
    {
        string text = Text(DataFormat.JsonArray, 10);
        _rig.Drop("t/1.json", text + " \n");
        _rig.Drop("t/cut.json", text[..^5]);
        _rig.DropGzip("t/cut.json.gz", text[..^1]);
        await _rig.CreateAsync(Table(DataFormat.JsonArray));

        (long count, UnreadableFile[] unreadable) = await CountAsync();

        Assert.Equal(10, count);
        Assert.Equal(["t/cut.json", "t/cut.json.gz"], unreadable.Select(file => file.Key));
    }

    [Theory]
    [InlineData(DataFormat.JsonLines)]
    [InlineData(DataFormat.JsonArray)]
    [InlineData(DataFormat.Grok)]
    [InlineData(DataFormat.Csv)]
    public async Task Zstd_that_is_cut_off_or_damaged_is_left_out_and_named(DataFormat format)
    {
        byte[] whole = await ZstandardAsync(Text(format, Rows));

        // Not one bit in the middle: this data has no checksum, so that could be any text. Here no tables fit.
        byte[] damaged = [.. whole];
        damaged.AsSpan(start: 12, length: 32).Fill(0xFF);
        _rig.DropBytes("t/0.zst", await ZstandardAsync(Text(format, 3)));
        _rig.DropBytes("t/cut.zst", whole[..(whole.Length / 2)]);
        _rig.DropBytes("t/cut-end.zst", whole[..^3]);
        _rig.DropBytes("t/damaged.zst", damaged);
        await _rig.CreateAsync(Table(format));

        (long count, UnreadableFile[] unreadable) = await CountAsync();

        Assert.Equal(3, count);
        Assert.Equal(["t/cut-end.zst", "t/cut.zst", "t/damaged.zst"], unreadable.Select(file => file.Key));
        Assert.All(unreadable[..2], file => Assert.Equal("its zstd data is cut off", file.Reason));
    }

    [Theory]
    [InlineData("[{\"id\":1},{\"id\":2,,},{\"id\":3}]")]
    [InlineData("[{\"id\":1} {\"id\":2}]")]
    [InlineData("[{\"id\":1},{\"id\":\"x]")]
    [InlineData("{\"id\":1}]")]
    public async Task A_json_array_that_is_broken_in_the_middle_is_left_out_and_named(string broken)
    {
        _rig.Drop("t/1.json", Text(DataFormat.JsonArray, 10));
        _rig.Drop("t/2.json", broken);
        _rig.DropGzip("t/3.json.gz", broken);
        _rig.DropBytes("t/4.json.zst", await ZstandardAsync(broken));
        _rig.DropGzip("t/5.json.gz", Text(DataFormat.JsonArray, 5));
        await _rig.CreateAsync(Table(DataFormat.JsonArray));

        (long count, UnreadableFile[] unreadable) = await CountAsync();

        Assert.Equal(15, count);
        Assert.Equal(["t/2.json", "t/3.json.gz", "t/4.json.zst"], unreadable.Select(file => file.Key));
    }

    [Fact]
    public async Task Gzip_of_several_members_is_read_whole()
    {
        byte[] member = Gzip(Text(DataFormat.JsonLines, 100), CompressionLevel.Fastest);
        _rig.DropBytes("t/1.json.gz", [.. member, .. member, .. member]);
        await _rig.CreateAsync(Table(DataFormat.JsonLines));

        (long count, UnreadableFile[] unreadable) = await CountAsync();

        Assert.Equal(300, count);
        Assert.Empty(unreadable);
    }

    [Fact]
    public async Task A_gzip_bomb_is_given_up_at_a_limit()
    {
        byte[] block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"id\":1}\n", 100_000)));
        using MemoryStream bomb = new();
        await using (GZipStream gzip = new(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int i = 0; i < 310; i++)
            {
                await gzip.WriteAsync(block, TestContext.Current.CancellationToken);
            }
        }

        _rig.DropBytes("t/bomb.json.gz", bomb.ToArray());
        _rig.Drop("t/1.json", "{\"id\":1}\n");
        await _rig.CreateAsync(Table(DataFormat.JsonLines));

        (long count, UnreadableFile[] unreadable) = await CountAsync();

        Assert.Equal(1, count);
        Assert.Contains("bomb", Assert.Single(unreadable).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DataFormat.JsonLines)]
    [InlineData(DataFormat.Grok)]
    public async Task A_file_with_a_line_that_the_engine_does_not_take_is_left_out_and_named(DataFormat format)
    {
        string text = Text(format, 2);
        string longLine = $"{{\"id\":\"{new string('x', 17 * 1024 * 1024)}\"}}\n";
        _rig.Drop("t/1.txt", text);
        _rig.Drop("t/2.txt", text + longLine + text);
        _rig.DropGzip("t/3.txt.gz", text + longLine);
        await _rig.CreateAsync(Table(format));

        (long count, UnreadableFile[] unreadable) = await CountAsync();

        Assert.Equal(2, count);
        Assert.Equal(["t/2.txt", "t/3.txt.gz"], unreadable.Select(file => file.Key));
        Assert.All(unreadable, file => Assert.Contains("16 MiB", file.Reason, StringComparison.Ordinal));
    }

    private static string Text(DataFormat format, int rows)
    {
        IEnumerable<string> lines = Enumerable.Range(0, rows).Select(i => format switch
        {
            DataFormat.JsonLines or DataFormat.JsonArray => $"{{\"id\":{i},\"city\":\"{(uint)i * 2654435761}\"}}",
            DataFormat.Grok => $"{i} {(uint)i * 2654435761}",
            _ => $"{i},{(uint)i * 2654435761}",
        });
        return format switch
        {
            DataFormat.JsonArray => $"[{string.Join(',', lines)}]",
            DataFormat.Csv => string.Join('\n', lines.Prepend("id,city")) + "\n",
            _ => string.Concat(lines.Select(line => line + "\n")),
        };
    }

    private static byte[] Gzip(string text, CompressionLevel level)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, level))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }

    private static async Task<byte[]> ZstandardAsync(string text)
    {
        using TemporaryDirectory directory = new();
        string path = directory.Sub("text.zst");
        using DuckInstance engine = DuckInstance.Open(new EngineOptions { Threads = 1 });
        using DuckConnection connection = engine.Connect();
        await connection.ExecuteAsync(
            $"COPY (SELECT {SqlText.Literal(text)}) TO {SqlText.Literal(path)} "
            + "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIM '\u0001', COMPRESSION zstd)",
            CancellationToken.None);
        return await File.ReadAllBytesAsync(path);
    }

    private static TableEntry Table(DataFormat format)
    {
        TableEntry table = ExternalRig.Table(format, [new("id", "bigint"), new("city", "string")]);
        return table with
        {
            Storage = table.Storage! with { Grok = new GrokFormat("%{NOTSPACE:id} %{NOTSPACE:city}") },
        };
    }

    private async Task<(long Count, UnreadableFile[] Unreadable)> CountAsync()
    {
        using LakeHost host = await _rig.Lake.OpenAsync();
        await using QueryExecution query = await host.Queries.RunAsync(
            "SELECT count(id) FROM raw.t", new Dictionary<string, object?>(), TestContext.Current.CancellationToken);
        long count = 0;
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(TestContext.Current.CancellationToken))
        {
            count = (long)batch.Columns[0].GetValue(0)!;
        }

        QueryOmissions omissions = await query.OmissionsAsync(TestContext.Current.CancellationToken);
        return (count, [.. omissions.Files.OrderBy(file => file.Key, StringComparer.Ordinal)]);
    }
}
