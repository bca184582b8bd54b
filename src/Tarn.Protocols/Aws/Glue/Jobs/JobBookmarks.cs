using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Jobs.Background;
using Tarn.Jobs.Inputs;

namespace Tarn.Protocols.Aws.Glue.Jobs;

/// <summary>The bookmarks of a job's models, and of the sources that they read, as one.</summary>
internal static class JobBookmarks
{
    /// <summary>Null when none of its models has consumed anything.</summary>
    public static async Task<BookmarkAnswer?> ReadAsync(
        JobService jobs, string job, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<TableName, Bookmark> bookmarks = await jobs.ReadBookmarksAsync(job, cancellationToken);
        if (bookmarks.Count == 0)
        {
            return null;
        }

        JsonObject models = [];
        foreach ((TableName table, Bookmark bookmark) in bookmarks)
        {
            models[table.ToString()] = ToJson(bookmark);
        }

        Bookmark latest = bookmarks.Values.MaxBy(bookmark => bookmark.SettledAt)!;
        int version = (int)Math.Min(int.MaxValue, bookmarks.Values.Sum(bookmark => bookmark.Version));
        return new BookmarkAnswer
        {
            JobName = job,
            Version = version,
            Run = version,
            RunId = JobMapping.RunIdOf(latest.RunId),
            JobBookmark = models.ToJsonString(),
        };
    }

    private static JsonObject ToJson(Bookmark bookmark)
    {
        JsonObject json = new()
        {
            ["version"] = bookmark.Version,
            ["files"] = bookmark.Consumed.Count,
            ["settledAt"] = bookmark.SettledAt.ToString("O"),
            ["runId"] = bookmark.RunId,
        };
        if (bookmark.Source is { } source)
        {
            json["source"] = $"{source.Source}: {source.Table}";
            json["asOf"] = source.AsOf.ToString("O");
            json["position"] = source.Position is { } position ? JsonNode.Parse(position.GetRawText()) : null;
        }

        return json;
    }
}
