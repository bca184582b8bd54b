using System.Globalization;
using System.Text.Json;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Sources;
using Tarn.Sources.Reading;
using Tarn.Tables;

namespace Tarn.Testing;

/// <summary>A source in memory, whose tables tests change, as the reader of any source of a lake.</summary>
public sealed class FakeSource : ISourceConnector, IDisposable
{
    private readonly DuckInstance _engine = DuckInstance.Open(new EngineOptions { Threads = 1 });

    /// <summary>By their names in definitions.</summary>
    public Dictionary<string, FakeSourceTable> Tables { get; } = [];

    /// <summary>Thrown by the next opening and all after it; null for none.</summary>
    public TarnException? OpeningFailure { get; set; }

    /// <summary>Called before each extraction.</summary>
    public Action<SourceTable> Extracting { get; set; } = _ => { };

    /// <summary>How many readings were opened.</summary>
    public int Readings { get; private set; }

    /// <summary>The positions that were confirmed, by table.</summary>
    public Dictionary<string, long> Confirmed { get; } = [];

    public bool Reads(SourceDefinition source) => true;

    public Task<ISourceReading> OpenAsync(SourceReadingRequest request, CancellationToken cancellationToken)
    {
        if (OpeningFailure is not null)
        {
            throw OpeningFailure;
        }

        Readings++;
        return Task.FromResult<ISourceReading>(new Reading(this, request.RunId));
    }

    public SourcePosition ParsePosition(SourceTable table, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            ? PositionOf(sequence)
            : throw new TarnException(ErrorCodes.BadArgument, $"'{text}' is no position, expected a number");

    public string FormatPosition(SourceTable table, SourcePosition position) =>
        SequenceOf(position).ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _engine.Dispose();

    private static SourcePosition PositionOf(long sequence) => new(JsonSerializer.SerializeToElement(sequence));

    private static long SequenceOf(SourcePosition? position) => position?.Value.GetInt64() ?? 0;

    private sealed class Reading(FakeSource source, string runId) : ISourceReading
    {
        private readonly DateTimeOffset _asOf = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);

        public async Task<SourceExtraction> ExtractAsync(
            SourceTable table,
            SourcePosition? since,
            string directory,
            IProgress<SourceProgress> progress,
            CancellationToken cancellationToken)
        {
            source.Extracting(table);
            cancellationToken.ThrowIfCancellationRequested();
            FakeSourceTable rows = source.Tables[table.Name];
            int count = rows.Count(SequenceOf(since));
            progress.Report(new SourceProgress(count, count));
            IReadOnlyList<TableField> fields =
                table.TellsChanges ? [.. rows.Fields, .. ChangeFields.All] : rows.Fields;
            string sql = table.TellsChanges
                ? $"SELECT * EXCLUDE (sequence), '{ChangeFields.Upsert}' AS {ChangeFields.Change}, "
                    + $"{SqlText.Literal(_asOf)} AS {ChangeFields.ExtractedAt}, "
                    + $"sequence AS {ChangeFields.Position} FROM ({rows.Sql(SequenceOf(since))})"
                : $"SELECT * EXCLUDE (sequence) FROM ({rows.Sql(SequenceOf(since))})";
            using DuckConnection connection = source._engine.Connect();
            bool changed = SequenceOf(since) != rows.Sequence;
            return new SourceExtraction
            {
                Fields = fields,
                Files = await new PartitionedWriter().WriteAsync(
                    connection, sql, fields, [], directory, $"{runId}-source", cancellationToken),
                Rows = count,
                IsWhole = since is null,
                Next = table.Increment is null ? null : PositionOf(rows.Sequence),
                AsOf = _asOf,
                ChangePosition = rows.Sequence,
                KeyFiles = table.Deletes == DeleteDetection.Keys && since is not null && changed
                    ? await WriteKeysAsync(connection, rows, directory, cancellationToken)
                    : null,
            };
        }

        public Task ConfirmAsync(SourceTable table, SourcePosition position, CancellationToken cancellationToken)
        {
            source.Confirmed[table.Name] = SequenceOf(position);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static async Task<IReadOnlyList<string>> WriteKeysAsync(
            DuckConnection connection, FakeSourceTable rows, string directory, CancellationToken cancellationToken)
        {
            string path = Path.Combine(directory, "keys.parquet");
            await connection.ExecuteAsync(
                $"COPY ({rows.KeysSql()}) TO {SqlText.Literal(path)} (FORMAT parquet)", cancellationToken);
            return [path];
        }
    }
}
