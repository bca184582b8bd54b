using System.Security.Cryptography;
using Tarn.Cli.Commands;
using Tarn.Common;
using Tarn.Sources.Postgres;
using Tarn.Sources.Postgres.PrivateServer;

namespace Tarn.Cli.Demo;

/// <summary>The database of the shop: one that is given, or a private server's; that is gone when disposed.</summary>
internal sealed class OrdersDatabase : IAsyncDisposable
{
    private readonly PrivatePostgres? _private;

    private OrdersDatabase(string url, PrivatePostgres? server)
    {
        Url = url;
        _private = server;
    }

    /// <summary>With its password.</summary>
    public string Url { get; }

    public bool IsPrivate => _private is not null;

    /// <param name="context">Told of a server that is started.</param>
    /// <param name="url">Null for a private server.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>: it is no URL; <c>TN1010</c>, <c>TN1011</c>: there is no PostgreSQL to start.
    /// </exception>
    public static async Task<OrdersDatabase> OpenAsync(
        CommandContext context, string? url, CancellationToken cancellationToken)
    {
        if (url is not null)
        {
            context.Say($"Using {Parse(url).Server}");
            return new OrdersDatabase(url, server: null);
        }

        // Not in the lake: a server that root starts runs as another user, who may not be let in there.
        string directory = Path.Join(
            Path.GetTempPath(), "tarn-orders-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        PrivatePostgres server = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions(directory), context.Services.TimeProvider, cancellationToken);
        context.Say($"Started a private PostgreSQL server: {Parse(server.Url).Server}");
        return new OrdersDatabase(server.Url, server);
    }

    /// <exception cref="TarnException"><c>TN1005</c>: it is no URL.</exception>
    public static PostgresUrl Parse(string url) =>
        PostgresUrl.TryParse(url, out string? problem) ?? throw new TarnException(
            ErrorCodes.BadArgument, $"the URL of the database cannot be used: {problem}")
        {
            Hint = "expected postgresql://user:password@host:5432/database",
        };

    public async ValueTask DisposeAsync()
    {
        if (_private is not null)
        {
            await _private.DisposeAsync();
        }
    }
}
