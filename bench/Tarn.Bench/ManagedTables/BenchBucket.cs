using System.Globalization;
using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Bench.ManagedTables;

/// <summary>A bucket in a temporary directory for tables that are made without a lake around them.</summary>
internal sealed class BenchBucket : IDisposable
{
    public const string Root = "t";

    private static readonly IReadOnlyList<TableField> Fields =
    [
        new("id", "BIGINT"), new("at", "TIMESTAMP"), new("city", "VARCHAR"), new("amount", "DECIMAL(18,2)"),
        new("day", "DATE"),
    ];

    private readonly UlidSource _ids = new(TimeProvider.System);

    public BenchBucket()
    {
        Engine = DuckInstance.Open(new EngineOptions { ScratchDirectory = Path.Combine(Directory, "scratch") });
        Store = new LocalObjectStore("bench", Path.Combine(Directory, "bucket"), TimeProvider.System, _ids);
    }

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("tarn-bench-").FullName;

    public DuckInstance Engine { get; }

    public LocalObjectStore Store { get; }

    public string TableDirectory => Path.Combine(Directory, "bucket", Root);

    /// <summary>The table as a process has it that has read nothing yet.</summary>
    public DeltaTable NewTable() => new(Store, Root, Engine, TimeProvider.System, _ids);

    /// <summary>What Tarn says of a file it has written; others can be made of it.</summary>
    public async Task<DataFile> WriteOneAsync()
    {
        using DuckConnection connection = Engine.Connect();
        IReadOnlyList<WrittenFile> written = await new PartitionedWriter().WriteAsync(
            connection,
            "SELECT 1 AS id, TIMESTAMP '2024-01-01' AS at, 'Aachen' AS city, 1 AS amount, DATE '2024-01-01' AS day",
            Fields,
            ["day"],
            Path.Combine(Directory, "written"),
            "01m7yn0r0adm54vnf5vgznj9v6-new",
            CancellationToken.None);
        return written.Single().File;
    }

    /// <summary>An append of files that exist in the log only.</summary>
    /// <param name="like">Says of a file what does not tell it from others.</param>
    public static TableWrite Append(DataFile like, int firstFile, int files) => new()
    {
        Mode = WriteMode.Append,
        Fields = Fields,
        PartitionColumns = ["day"],
        Added = [.. Enumerable.Range(firstFile, files).Select(number => LoggedFile(like, number))],
        Operation = "WRITE",
    };

    public static async Task CommitAsync(DeltaTable table, TableWrite write)
    {
        CommitResult result = await table.CommitAsync(write, CancellationToken.None);
        if (result is not CommitResult.Committed { CheckpointFailure: null })
        {
            throw new InvalidOperationException($"the commit ended as {result}");
        }
    }

    public void Dispose()
    {
        Engine.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static DataFile LoggedFile(DataFile like, int number)
    {
        string day = new DateOnly(2024, 1, 1).AddDays(number % 365).ToString("O", CultureInfo.InvariantCulture);
        string name = number.ToString("D6", CultureInfo.InvariantCulture);
        return like with
        {
            Path = $"day={day}/part-{name}-01m7yn0r0adm54vnf5vgznj9v6-new.snappy.parquet",
            PartitionValues = new Dictionary<string, string?> { ["day"] = day },
            SizeBytes = 1_000_000 + number,
            Statistics = new JsonObject
            {
                ["numRecords"] = 10_000,
                ["minValues"] = Bounds(number * 10_000L, day + "T00:00:00.000", "Aachen", 0.01m),
                ["maxValues"] = Bounds((number * 10_000L) + 9_999, day + "T23:59:59.999", "Zürich", 9_999.99m),
                ["nullCount"] = new JsonObject { ["id"] = 0, ["at"] = 0, ["city"] = 17, ["amount"] = 0 },
            },
        };
    }

    private static JsonObject Bounds(long id, string at, string city, decimal amount) =>
        new() { ["id"] = id, ["at"] = at, ["city"] = city, ["amount"] = amount };
}
