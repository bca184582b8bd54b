using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;
using Tarn.Common;

namespace Tarn.Sources.Postgres.PrivateServer;

/// <summary>
/// A PostgreSQL server of one's own for a demo or a test: made in an empty directory, listening on the loopback address
/// only, behind a random password, gone with its process. It does not sync: its data need not survive a power cut.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    public const string User = "tarn";
    private const int StartsMax = 3;
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(50);

    private readonly PrivatePostgresOptions _options;
    private readonly PostgresPrograms _programs;
    private readonly string? _user;
    private readonly string _password;
    private readonly TimeProvider _timeProvider;
    private OwnedProcess? _server;

    private PrivatePostgres(PrivatePostgresOptions options, PostgresPrograms programs, TimeProvider timeProvider)
    {
        _options = options;
        _programs = programs;
        _timeProvider = timeProvider;
        _user = ServerUser.Other;
        _password = options.StandbyOf?._password ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    }

    /// <summary>Of the loopback address; stays over restarts.</summary>
    public int Port { get; private set; }

    /// <summary>With name and password, as <c>postgresql://…</c>.</summary>
    public string Url => string.Create(
        CultureInfo.InvariantCulture, $"postgresql://{User}:{_password}@127.0.0.1:{Port}/postgres");

    /// <summary>The same in the driver's words.</summary>
    public string ConnectionString => ConnectionStringOf("postgres");

    private string DataDirectory => Path.Join(_options.Directory, "data");

    private string LogPath => Path.Join(_options.Directory, "server.log");

    /// <summary>Makes it and waits until it answers.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1010</c>: PostgreSQL is not installed; <c>TN1011</c>: it does not start, with what it says.
    /// </exception>
    public static async Task<PrivatePostgres> StartAsync(
        PrivatePostgresOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        PrivatePostgres server = new(options, PostgresPrograms.Require(), timeProvider);
        try
        {
            await server.MakeAsync(cancellationToken);
            await server.StartFirstAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>For another database of the server.</summary>
    public string ConnectionStringOf(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = User,
        Password = _password,
        Database = database,
    }.ConnectionString;

    /// <summary>Ends all connections and starts it again, on the same port.</summary>
    /// <param name="isCrash">Ended as if the machine had stopped, else in order.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task RestartAsync(bool isCrash, CancellationToken cancellationToken)
    {
        await StopAsync(isCrash);
        Launch();
        await WaitAsync(cancellationToken);
    }

    /// <summary>Ends it and removes its directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(isCrash: true);
        if (Directory.Exists(_options.Directory))
        {
            Directory.Delete(_options.Directory, recursive: true);
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_options.Directory);
        string passwordPath = Path.Join(_options.Directory, "password");
        await File.WriteAllTextAsync(passwordPath, _password, cancellationToken);
        if (_user is not null)
        {
            await RunAsync("chown", ["chown", "-R", _user, _options.Directory], cancellationToken);
        }

        (string program, string[] arguments) = _options.StandbyOf is { } primary
            ? ("pg_basebackup", (string[])
                [
                    "-R", "-c", "fast", "--no-sync",
                    "-d", $"host=127.0.0.1 port={primary.Port} user={User} password={_password}",
                ])
            : ("initdb",
                [
                    "-U", User, "-A", "scram-sha-256", $"--pwfile={passwordPath}", "-E", "UTF8", "--locale=C",
                    "--no-sync",
                ]);
        await RunAsync(
            program,
            [.. ServerUser.CommandOf(_user), _programs.PathOf(program), "-D", DataDirectory, .. arguments],
            cancellationToken);
        File.Delete(passwordPath);
    }

    /// <summary>A port that was free may be taken by the time the server asks for it.</summary>
    private async Task StartFirstAsync(CancellationToken cancellationToken)
    {
        for (int start = 1; ; start++)
        {
            Port = FindFreePort();
            Launch();
            try
            {
                await WaitAsync(cancellationToken);
                return;
            }
            catch (TarnException) when (start < StartsMax)
            {
                await StopAsync(isCrash: true);
            }
        }
    }

    private void Launch()
    {
        Dictionary<string, string> settings = new()
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = Port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "",
            ["fsync"] = "off",
            ["wal_level"] = "logical",
            ["max_connections"] = "50",
        };
        foreach ((string name, string value) in _options.Settings)
        {
            settings[name] = value;
        }

        _server = OwnedProcess.Start(
            [
                .. ServerUser.CommandOf(_user), _programs.PathOf("postgres"), "-D", DataDirectory,
                .. settings.SelectMany(setting => (string[])["-c", $"{setting.Key}={setting.Value}"]),
            ],
            LogPath);
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(StartMax, _timeProvider);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token, cancellationToken);
        while (!await IsAnsweringAsync(end.Token))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested || _server is null or { HasEnded: true })
            {
                throw NotStarted("postgres", await ReadLogAsync());
            }

            await Task.Delay(ProbeInterval, _timeProvider, cancellationToken);
        }
    }

    private async Task<bool> IsAnsweringAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnectionStringBuilder words = new(ConnectionString) { Pooling = false };
        try
        {
            await using NpgsqlConnection connection = new(words.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task StopAsync(bool isCrash)
    {
        if (_server is { } server)
        {
            _server = null;
            await server.StopAsync(isCrash ? OwnedProcess.Quit : OwnedProcess.Interrupt);
            await using NpgsqlConnection connection = new(ConnectionString);
            NpgsqlConnection.ClearPool(connection);
        }
    }

    private async Task<string> ReadLogAsync() =>
        File.Exists(LogPath) ? (await File.ReadAllTextAsync(LogPath)).Trim() : "it said nothing";

    private async Task RunAsync(string program, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        OwnedProcess process = OwnedProcess.Start(command, LogPath);
        if (await process.WaitAsync(cancellationToken) != 0)
        {
            throw NotStarted(program, await ReadLogAsync());
        }
    }

    private static TarnException NotStarted(string program, string said) =>
        new(ErrorCodes.ProgramFailed, $"{program} did not start: {said}");

    private static int FindFreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
