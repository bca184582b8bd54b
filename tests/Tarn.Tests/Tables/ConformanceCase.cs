using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Tables.Log;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>One table of another engine, and what its manifest says a reader must find.</summary>
internal sealed class ConformanceCase
{
    private const string Root = "table";
    private static readonly string[] TableCodes = [ErrorCodes.TableCorrupt, ErrorCodes.TableUnsupported];
    private readonly string _directory;
    private readonly JsonObject _manifest;
    private readonly LocalObjectStore _store;
    private readonly DeltaTable _table;
    private readonly DuckConnection _connection;

    public ConformanceCase(string directory, DuckInstance engine, DuckConnection connection)
    {
        _directory = directory;
        _connection = connection;
        _manifest = JsonNode.Parse(File.ReadAllText(Path.Join(directory, "manifest.json")))!.AsObject();
        SequentialIdSource ids = new();
        _store = new LocalObjectStore("case", directory, TimeProvider.System, ids);
        _table = new DeltaTable(_store, Root, engine, TimeProvider.System, ids);
    }

    public string Name => (string)_manifest["name"]!;

    public string Expectation => (string)_manifest["expect"]!;

    /// <summary>Whether the error is that of readers without a feature; what such a table holds is not said.</summary>
    private bool MayBeRead => (string?)_manifest["error"]?["note"] == "only if the implementation lacks the feature";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What is not as the manifest says, one text each.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync()
    {
        List<string> faults = [];
        if (Expectation == "error")
        {
            faults.AddRange(await CheckErrorAsync(null));
            return faults;
        }

        try
        {
            faults.AddRange(await CheckNewestAsync());
        }
        catch (TarnException exception) when ((string?)_manifest["alternative"] == "error")
        {
            faults.AddRange(WrongError(exception));
        }
        catch (TarnException exception)
        {
            faults.Add($"{exception.Code} {exception.Message}");
        }

        foreach (JsonNode? version in _manifest["older_versions"]?.AsArray() ?? [])
        {
            faults.AddRange(await CheckOlderAsync(version!.AsObject()));
        }

        return faults;
    }

    private async Task<IReadOnlyList<string>> CheckNewestAsync()
    {
        TableSnapshot snapshot = await LoadAsync(null);
        List<string> faults = [];
        Compare(faults, "version", (long?)_manifest["version"], snapshot.Version);
        Compare(faults, "files", (int?)_manifest["num_files"], snapshot.Files.Count);
        Compare(faults, "partition columns", Texts(_manifest["partition_columns"]), Text(snapshot.PartitionColumns));
        string columns = Text(snapshot.Fields.Select(field => field.Name));
        Compare(faults, "columns", Texts(_manifest["schema"]?["fields"], "name"), columns);
        if (_manifest["add_paths"] is JsonArray paths)
        {
            Compare(
                faults,
                "paths",
                Text(paths.Select(path => LogUri.Decode((string)path!)).Order(StringComparer.Ordinal)),
                Text(snapshot.Files.Select(file => file.Path)));
        }

        Compare(faults, "transactions", Pairs(_manifest["txns"]), Pairs(snapshot.Transactions));
        Compare(faults, "domains", Pairs(_manifest["domains"]), Pairs(snapshot.Domains));
        if (Expectation == "rows")
        {
            faults.AddRange(await CheckRowsAsync(snapshot, _manifest));
        }

        return faults;
    }

    private async Task<IReadOnlyList<string>> CheckOlderAsync(JsonObject expected)
    {
        long version = (long)expected["version"]!;
        if (expected["error"] is not null)
        {
            return await CheckErrorAsync(version);
        }

        try
        {
            TableSnapshot snapshot = await LoadAsync(version);
            List<string> faults = [];
            Compare(faults, $"files of version {version}", (int?)expected["num_files"], snapshot.Files.Count);
            faults.AddRange(await CheckRowsAsync(snapshot, expected));
            return faults;
        }
        catch (TarnException exception)
        {
            return [$"version {version}: {exception.Code} {exception.Message}"];
        }
    }

    private async Task<IReadOnlyList<string>> CheckRowsAsync(TableSnapshot snapshot, JsonObject expected)
    {
        string sql = await ScanAsync(snapshot);
        IReadOnlyList<object?[]> rows = await _connection.QueryAllAsync(sql, Cancellation);
        List<string> faults = [];
        Compare(faults, $"rows of version {snapshot.Version}", (int?)expected["row_count"], rows.Count);
        if ((string?)expected["expected_rows"] is { } file && faults.Count == 0)
        {
            IReadOnlyList<string> wanted = ConformanceRows.Expected(Path.Join(_directory, file));
            IReadOnlyList<string> found =
                ConformanceRows.Actual([.. snapshot.Fields.Select(field => field.Name)], rows);
            faults.AddRange(wanted
                .Zip(found)
                .Where(pair => pair.First != pair.Second)
                .Take(1)
                .Select(pair => $"version {snapshot.Version}: {pair.Second}, expected {pair.First}"));
        }

        return faults;
    }

    private async Task<IReadOnlyList<string>> CheckErrorAsync(long? version)
    {
        try
        {
            TableSnapshot snapshot = await LoadAsync(version);
            await _connection.QueryAllAsync(await ScanAsync(snapshot), Cancellation);
            return MayBeRead ? [] : [$"version {snapshot.Version} can be read, expected an error"];
        }
        catch (TarnException exception)
        {
            return WrongError(exception);
        }
    }

    /// <summary>An error names the table, or the file that is missing.</summary>
    private static IReadOnlyList<string> WrongError(TarnException exception) =>
        TableCodes.Contains(exception.Code) || exception.Message.Contains(".parquet", StringComparison.Ordinal)
            ? []
            : [$"unclear error {exception.Code} {exception.Message}"];

    private async Task<TableSnapshot> LoadAsync(long? version) =>
        (version is long wanted
            ? await _table.LoadAsync(wanted, Cancellation)
            : await _table.LoadAsync(Cancellation))
        ?? throw new TarnException(ErrorCodes.TableCorrupt, "there is no table");

    private Task<string> ScanAsync(TableSnapshot snapshot) =>
        TableScan.SqlAsync(_connection, snapshot, snapshot.Files, _store, Root, Cancellation);

    private static void Compare<T>(List<string> faults, string what, T? expected, T found)
    {
        if (expected is not null && !expected.Equals(found))
        {
            faults.Add($"{what}: {found}, expected {expected}");
        }
    }

    private static string Text(IEnumerable<string> texts) => string.Join(", ", texts);

    private static string? Texts(JsonNode? list, string? member = null) => list is null
        ? null
        : Text(list.AsArray().Select(item => (string)(member is null ? item : item![member])!));

    private static string? Pairs(JsonNode? node) => node is null
        ? null
        : Pairs(node.AsObject().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.ToString())));

    private static string Pairs<T>(IEnumerable<KeyValuePair<string, T>> pairs) =>
        Text(pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
