using System.Globalization;
using Tarn.Common;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Extraction;
using Tarn.Sources.Postgres.Positions;
using Tarn.Sources.Reading;

namespace Tarn.Sources.Postgres;

/// <summary>Reads sources of type <c>postgres</c>.</summary>
public sealed class PostgresConnector(TimeProvider timeProvider) : ISourceConnector
{
    private const long MemoryBytesDefault = 1L << 30;

    /// <summary>For each engine that writes what is read into files; what does not fit spills.</summary>
    public long MemoryBytesMax { get; init; } = MemoryBytesDefault;

    public bool Reads(SourceDefinition source) => source is PostgresSourceDefinition;

    public async Task<ISourceReading> OpenAsync(SourceReadingRequest request, CancellationToken cancellationToken)
    {
        PostgresSourceDefinition definition = (PostgresSourceDefinition)request.Source;
        ExtractionContext context = new(
            new PostgresSessions(definition.Name, definition.Connection),
            new RowRate(definition.Connection.RowsPerSecondMax, timeProvider),
            new PostgresRetry(definition.Connection, timeProvider),
            timeProvider,
            request.RunId)
        {
            MemoryBytesMax = MemoryBytesMax,
        };
        PostgresReading reading = new(definition, request, context);
        try
        {
            await reading.OpenAsync(cancellationToken);
            return reading;
        }
        catch
        {
            await reading.DisposeAsync();
            throw;
        }
    }

    public SourcePosition ParsePosition(SourceTable table, string text)
    {
        PostgresPosition position = table.Increment switch
        {
            SourceIncrement.Cursor cursor => new CursorPosition(cursor.Column, text),
            SourceIncrement.Transactions => long.TryParse(text, CultureInfo.InvariantCulture, out long oldest)
                ? new TransactionPosition(oldest, oldest + 1)
                : throw BadPosition(table, text, "the number of a transaction, with its epoch"),
            SourceIncrement.Slot slot => LogPosition.Parse(text) is { } commit
                ? new SlotPosition(slot.Name, commit) { Change = commit }
                : throw BadPosition(table, text, "a position in the write-ahead log, such as 0/16B3748"),
            _ => throw BadPosition(table, text, "none: the table is read whole each time"),
        };
        return position.ToSourcePosition();
    }

    public string FormatPosition(SourceTable table, SourcePosition position) =>
        PostgresPosition.Read<PostgresPosition>(position) switch
        {
            CursorPosition cursor => cursor.Value,
            TransactionPosition transactions => transactions.Oldest.ToString(CultureInfo.InvariantCulture),
            SlotPosition slot => LogPosition.Format(slot.Commit),
            _ => position.ToString(),
        };

    private static TarnException BadPosition(SourceTable table, string text, string expected) =>
        new(ErrorCodes.BadArgument, $"'{text}' is no position of {table.Name}: expected {expected}");
}
