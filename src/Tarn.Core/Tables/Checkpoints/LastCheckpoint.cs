using System.Text.Json;
using Tarn.Tables.Log;

namespace Tarn.Tables.Checkpoints;

/// <summary>
/// The <c>_last_checkpoint</c> file ("Last Checkpoint File"): a hint, which may be stale or garbage. When it speaks of
/// a checkpoint and says something else than is in it, one of the two is damaged.
/// </summary>
internal static class LastCheckpoint
{
    /// <param name="content">Of the file; null when there is none.</param>
    /// <param name="state">What the checkpoint gave.</param>
    public static bool Contradicts(byte[]? content, SnapshotState state)
    {
        if (content is null)
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            JsonElement said = document.RootElement;
            return said.Find("version")?.GetInt64() == state.Version
                && (said.Find("numOfAddFiles")?.GetInt64() is long count && count != state.Files.Count
                    || said.Find("v2Checkpoint")?.Find("nonFileActions") is { } actions && Differ(actions, state));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            return false;
        }
    }

    private static bool Differ(JsonElement actions, SnapshotState state) => actions.EnumerateArray().Any(action =>
        VersionChecksum.Difference(action.Find("metaData"), action.Find("protocol"), state) is not null);
}
