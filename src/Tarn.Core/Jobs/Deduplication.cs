namespace Tarn.Jobs;

/// <summary>
/// Which rows of an incremental model that appends are dropped because the same came before: with the same key, at
/// about the same time, in the table or among the new rows.
/// </summary>
/// <param name="Key">Columns that tell events apart; a row with a null in one of them is never dropped.</param>
/// <param name="By">The column with the event's time; a row without is never dropped.</param>
/// <param name="Within">How far apart two rows of the same key are and still the same event.</param>
public sealed record Deduplication(IReadOnlyList<string> Key, string By, TimeSpan Within);
