using Tarn.Sources.Postgres.Connections;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>What all extractions of one reading share.</summary>
internal sealed record ExtractionContext(
    PostgresSessions Sessions, RowRate Rate, PostgresRetry Retry, TimeProvider TimeProvider, string RunId)
{
    public PostgresConnectionSettings Settings => Sessions.Settings;

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
