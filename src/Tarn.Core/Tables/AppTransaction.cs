namespace Tarn.Tables;

/// <summary>
/// A writer's own version number, kept in the table so that it commits each only once (Delta: <c>txn</c>).
/// </summary>
public sealed record AppTransaction(string AppId, long Version)
{
    /// <summary>When it was committed, as far as the log says.</summary>
    internal long? UpdatedUnixMs { get; init; }
}
