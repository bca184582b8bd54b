namespace Tarn.Sources.Postgres.Positions;

/// <summary>By a replication slot: transactions whose commit ends up to here were read.</summary>
/// <param name="Slot">Its name.</param>
/// <param name="Commit">A position in the write-ahead log.</param>
/// <param name="Change">The greatest <c>_position</c> that was given to a change.</param>
internal sealed record SlotPosition(string Slot, long Commit, long Change) : PostgresPosition;
