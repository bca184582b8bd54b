using System.Collections.Concurrent;
using Tarn.Common;
using Tarn.Sources.Postgres.Positions;
using Tarn.Sources.Reading;

namespace Tarn.Sources.Postgres.Slots;

/// <summary>
/// Up to where the tables of a source have been read by slots. Several may share one, which can only be moved on to the
/// least of them.
/// </summary>
internal sealed class SlotPositions
{
    private readonly ConcurrentDictionary<TableName, SlotPosition> _byTable = new();

    /// <param name="known">Of all bookmarks of the source, also of tables that are not read now.</param>
    public SlotPositions(IReadOnlyDictionary<TableName, SourcePosition> known)
    {
        foreach ((TableName table, SourcePosition position) in known)
        {
            if (PostgresPosition.Read<SlotPosition>(position) is { } slot)
            {
                _byTable[table] = slot;
            }
        }
    }

    /// <summary>
    /// A table without a bookmark was read: what comes behind its rows must stay, whoever confirms first.
    /// </summary>
    public void Begin(TableName table, SlotPosition position) => _byTable.TryAdd(table, position);

    /// <summary>The rows of a table are safe up to a position.</summary>
    /// <returns>Up to where those of all tables of the slot are.</returns>
    public long Confirm(TableName table, SlotPosition position)
    {
        _byTable[table] = position;
        return _byTable.Values.Where(other => other.Slot == position.Slot).Min(other => other.Commit);
    }
}
