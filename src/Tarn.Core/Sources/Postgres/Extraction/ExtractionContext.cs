using Tarn.Sources.Postgres.Connections;
using Tarn.Tables;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>What all extractions of one reading share.</summary>
internal sealed record ExtractionContext(
    PostgresSessions Sessions, RowRate Rate, PostgresRetry Retry, TimeProvider TimeProvider, string RunId)
{
    /// <summary>For the engine that writes files.</summary>
    public required long MemoryBytesMax { get; init; }

    public PostgresConnectionSettings Settings => Sessions.Settings;

    /// <param name="fields">The columns of the files.</param>
    /// <param name="suffixSql">Columns besides the feed's, each behind a comma.</param>
    /// <param name="directory">Of the files.</param>
    /// <param name="kind">Tells the files of one table apart.</param>
    public FeedTarget TargetOf(IReadOnlyList<TableField> fields, string suffixSql, string directory, string kind) =>
        new(fields, suffixSql, directory, $"{RunId}-{kind}", MemoryBytesMax);

    /// <summary>Of a feed that has nothing to read yet.</summary>
    /// <param name="place">The source and its server, for messages.</param>
    /// <param name="work">What is done, for messages.</param>
    public TableFeedOptions OptionsOf(string place, string work) => new()
    {
        Columns = [],
        ConnectAsync = token => Sessions.OpenAsync(Sessions.RowServer, token),
        ReadersMax = Settings.Readers,
        Rate = Rate,
        Retry = Retry,
        RetriesMax = Settings.RetriesMax,
        TimeProvider = TimeProvider,
        RowsAbout = null,
        Progress = _ => { },
        Place = place,
        Work = work,
    };
}
