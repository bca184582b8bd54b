using Tarn.Catalog.Entries;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Functions;

namespace Tarn.Streams.Delivery;

/// <summary>Has the engine write records of a spool into a Parquet file, while more may come.</summary>
internal sealed class ParquetWriting : IDisposable
{
    private readonly string _path;
    private readonly RecordSpool _records;
    private readonly DuckConnection _connection;
    private readonly UnfitRecords _unfit;
    private readonly RecordFeed _feed;
    private readonly FedRows _rows;

    /// <param name="path">Of the file, which is not there.</param>
    /// <param name="records">What goes into it.</param>
    /// <param name="table">Has the columns.</param>
    /// <param name="engine">Writes it.</param>
    public ParquetWriting(string path, RecordSpool records, TableEntry table, DuckInstance engine)
    {
        _path = path;
        _records = records;
        _connection = engine.Connect();
        _unfit = new UnfitRecords(_connection);
        ParquetColumns columns = new(table, _unfit);
        _feed = new RecordFeed(records, columns.Members);
        _rows = new FedRows(_connection, _feed);
        Rows = _connection.ExecuteAsync(
            $"COPY ({columns.Select(_rows.Sql)}) TO {SqlText.Literal(path)} (FORMAT parquet, COMPRESSION snappy, "
            + "PRESERVE_ORDER false)",
            CancellationToken.None);
    }

    /// <summary>How many there are in the file, once all are.</summary>
    /// <exception cref="EngineException">The file could not be written; or the spool was given up.</exception>
    public Task<long> Rows { get; }

    /// <summary>Numbers of records that are not in the file, in order, and why; once it is written.</summary>
    public IEnumerable<(int Number, string Problem)> Unfit => _unfit.Found
        .Select(found => ((int)found.Row, found.Problem))
        .Concat(_feed.Problems)
        .OrderBy(found => found.Item1);

    /// <summary>Gives up the spool, and waits until the engine does.</summary>
    public void Dispose()
    {
        _records.GiveUp();
        try
        {
            Rows.GetAwaiter().GetResult();
        }
        catch (EngineException)
        {
            // Whoever awaited it was told; nobody else wants to know.
        }

        _rows.Dispose();
        _unfit.Dispose();
        _connection.Dispose();
        File.Delete(_path);
    }
}
