using System.Text;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>A table whose log is made by hand: commits that add one file each, and checkpoints.</summary>
internal sealed class CheckpointRig : IDisposable
{
    public const string Protocol = """{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}""";

    public const string Metadata =
        """
        {"metaData":{"id":"x","format":{"provider":"parquet","options":{}},"schemaString":"{\"type\":\"struct\",
        \"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}},
        {\"name\":\"at\",\"type\":\"timestamp\",\"nullable\":true,\"metadata\":{}},
        {\"name\":\"price\",\"type\":\"decimal(20,2)\",\"nullable\":true,\"metadata\":{}},
        {\"name\":\"p\",\"type\":\"date\",\"nullable\":true,\"metadata\":{}}]}","partitionColumns":["p"],
        "configuration":{}}}
        """;

    public const string OtherActions =
        """
        SELECT {'minReaderVersion': 1, 'minWriterVersion': 2} AS protocol
        UNION ALL BY NAME
        SELECT {'id': 'x', 'schemaString': '{"type":"struct","fields":[
            {"name":"id","type":"long","nullable":true,"metadata":{}},
            {"name":"at","type":"timestamp","nullable":true,"metadata":{}},
            {"name":"price","type":"decimal(20,2)","nullable":true,"metadata":{}},
            {"name":"p","type":"date","nullable":true,"metadata":{}}]}', 'partitionColumns': ['p']} AS "metaData"
        """;

    private readonly LakeTableRig _rig = new();

    public LocalObjectStore Store => _rig.Store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static string AddLine(string path) =>
        $$$"""
        {"add":{"path":"{{{path}}}","partitionValues":{"p":null},"size":10,"modificationTime":1,"dataChange":true,
        "stats":"{\"numRecords\":5}"}}
        """;

    /// <summary>SQL for the add actions of a checkpoint.</summary>
    public static string Adds(params string[] paths) =>
        "SELECT {'path': path, 'partitionValues': MAP {'p': NULL::VARCHAR}, 'size': 10, 'modificationTime': 1, "
        + "'stats': '{\"numRecords\":5}'} AS add FROM (SELECT unnest(["
        + string.Join(", ", paths.Select(path => $"'{path}'")) + "]::VARCHAR[]) AS path)";

    /// <summary>Versions 0 to the last, each with a file of its number.</summary>
    public async Task CommitAsync(long lastVersion)
    {
        await PutAsync(Name(0, "json"), Protocol, Metadata, AddLine("0"));
        for (long version = 1; version <= lastVersion; version++)
        {
            await PutAsync(Name(version, "json"), AddLine($"{version}"));
        }
    }

    public static string Name(long version, string suffix) => $"{version:D20}.{suffix}";

    /// <summary>Puts lines, each of which may be broken where it is long, into the log.</summary>
    public async Task PutAsync(string name, params string[] lines) => await Store.PutAsync(
        $"{LakeTableRig.Root}/_delta_log/{name}",
        Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(line => line.ReplaceLineEndings("")))),
        PutCondition.None,
        Cancellation);

    /// <summary>Puts the rows of the queries, joined by column name, as a Parquet file into the log.</summary>
    public async Task<long> PutParquetAsync(string name, params string[] queries)
    {
        string path = Store.EnginePath($"{LakeTableRig.Root}/_delta_log/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await _rig.Connection.ExecuteAsync(
            $"COPY ({string.Join(" UNION ALL BY NAME ", queries)}) TO '{path}' (FORMAT parquet)", Cancellation);
        return new FileInfo(path).Length;
    }

    public Task DeleteAsync(string name) =>
        Store.DeleteAsync([$"{LakeTableRig.Root}/_delta_log/{name}"], Cancellation);

    public async Task<TableSnapshot> LoadAsync() =>
        await _rig.NewTable().LoadAsync(Cancellation) ?? throw new InvalidOperationException("no table");

    public async Task<TableSnapshot> LoadAsync(long version) =>
        await _rig.Table.LoadAsync(version, Cancellation) ?? throw new InvalidOperationException("no table");

    public async Task<string> PathsAsync() =>
        string.Join(' ', (await LoadAsync()).Files.Select(file => file.Path));

    /// <summary>The message of the error that loading the table ends with.</summary>
    public async Task<string> FailsAsync(string code = ErrorCodes.TableCorrupt)
    {
        TarnException exception = await Assert.ThrowsAsync<TarnException>(LoadAsync);
        Assert.Equal(code, exception.Code);
        return exception.Message;
    }

    public void Dispose() => _rig.Dispose();
}
