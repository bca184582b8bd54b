using System.Globalization;

namespace Tarn.Engine.Functions;

/// <summary>Rows from C# that statements of an instance can name while this is not disposed.</summary>
internal sealed class FedRows : IDisposable
{
    /// <summary>The table function whose argument is the number of the rows.</summary>
    public const string Function = "read_tarn_rows";

    private readonly NumberedListeners<IRowFeed> _feeds;
    private readonly long _number;

    /// <param name="connection">Of the instance.</param>
    /// <param name="feed">Has the rows.</param>
    public FedRows(DuckConnection connection, IRowFeed feed)
    {
        NumberedListeners<IRowFeed> feeds = NumberedListeners<IRowFeed>.Of(connection.Instance);
        connection.EnsureTableFunction(new TableFunction(Function, number => Find(feeds, number))
        {
            SkipsColumns = true,
        });
        _feeds = feeds;
        _number = feeds.Add(feed);
    }

    /// <summary>What to read from.</summary>
    public string Sql => FormattableString.Invariant($"{Function}('{_number}')");

    public void Dispose() => _feeds.Remove(_number);

    private static IRowFeed Find(NumberedListeners<IRowFeed> feeds, string number) =>
        feeds.Find(long.Parse(number, CultureInfo.InvariantCulture))
        ?? throw new InvalidOperationException($"the rows {number} are no longer there");
}
