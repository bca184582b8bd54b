using Tarn.Engine;
using Tarn.Engine.Functions;

namespace Tarn.Catalog.Files;

/// <summary>What feeds the statements that read a raw table; gone when disposed.</summary>
/// <param name="connection">That of the statements.</param>
internal sealed class FileFeeds(DuckConnection connection) : IDisposable
{
    private readonly List<(FedRows Rows, JsonFileFeed Feed)> _feeds = [];

    public DuckConnection Connection => connection;

    public FedRows Add(JsonFileFeed feed)
    {
        FedRows rows = new(connection, feed);
        _feeds.Add((rows, feed));
        return rows;
    }

    public void Dispose()
    {
        foreach ((FedRows rows, JsonFileFeed feed) in _feeds)
        {
            rows.Dispose();
            feed.Dispose();
        }

        _feeds.Clear();
    }
}
