using System.Security.Cryptography;
using Tarn.Catalog;
using Tarn.Cli.Commands;
using Tarn.Cli.Remote.Server;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Protocols.Admin.Commands;
using Tarn.Security;
using Tarn.State;
using Tarn.Streams;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>A lake while it is served: what runs for it, and the HTTP server in front.</summary>
internal sealed class ServedLake : IAsyncDisposable
{
    private readonly string _stateDirectory;
    private readonly SharedTurns _turns;
    private readonly AwsHost _aws;
    private readonly CommandRunner _commands;
    private LakeServer? _server;

    private ServedLake(LakeHost lake, SharedTurns turns, AwsHost aws, CommandRunner commands, AccessKeys keys)
    {
        _stateDirectory = lake.StateDirectory;
        _turns = turns;
        _aws = aws;
        _commands = commands;
        Keys = keys;
    }

    /// <summary>As <c>http://127.0.0.1:4577</c>.</summary>
    public string Endpoint => _server!.Endpoint;

    /// <summary>Who may come in.</summary>
    public AccessKeys Keys { get; }

    /// <summary>Takes records in and delivers them.</summary>
    public StreamService Streams => _aws.Work.Streams;

    /// <summary>Serves until it is disposed; tells others on this machine where.</summary>
    /// <param name="context">Of the command that serves.</param>
    /// <param name="lake">Locked by the runner.</param>
    /// <param name="runner">Runs the jobs; the caller's.</param>
    /// <param name="options">Where and how to listen.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: the port is taken.</exception>
    public static async Task<ServedLake> StartAsync(
        CommandContext context,
        LakeHost lake,
        JobRunner runner,
        ServerOptions options,
        CancellationToken cancellationToken)
    {
        foreach (ZoneDefinition zone in lake.Definition.Zones)
        {
            await lake.Buckets.CreateAsync(zone.Bucket, cancellationToken);
        }

        AccessKeys keys = new(lake.StateDirectory, context.Services.IdSource);
        keys.GetRoot();
        SharedTurns turns = new(runner.ProcessStartedAt);
        AwsHost aws = await AwsHost.StartAsync(
            lake, runner, turns, keys, context.Services, context.Warn, cancellationToken);
        CommandRunner commands = new(
            new ServedLakes(lake, turns, aws.Work), context.Services.TimeProvider, context.Services.IdSource);
        ServedLake served = new(lake, turns, aws, commands, keys);
        try
        {
            await served.ListenAsync(options, context.Services, cancellationToken);
            return served;
        }
        catch
        {
            await served.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no more requests and starts no more work; what is under way comes to its end.</summary>
    public Task StopAsync() => Task.WhenAll(
        _commands.StopAsync(), _server!.StopAsync(CancellationToken.None), _aws.StopWorkAsync());

    public async ValueTask DisposeAsync()
    {
        ServerRecord.Remove(_stateDirectory);
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _commands.Dispose();
        await _aws.DisposeAsync();
        _turns.Dispose();
    }

    private async Task ListenAsync(ServerOptions options, CliServices services, CancellationToken cancellationToken)
    {
        CommandToken token = CommandToken.Create();
        ServerEndpoints endpoints = new(_aws.Endpoint, new CommandEndpoint(token, VersionCommand.Current, _commands))
        {
            Streams = _aws.Streams,
            Hooks = _aws.Hooks,
        };
        try
        {
            _server = await LakeServer.StartAsync(
                options,
                endpoints,
                new ServerMetrics([_aws.WriteMetrics]),
                services.TimeProvider,
                cancellationToken);
        }
        catch (IOException exception)
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"cannot listen on {options.Address}:{options.Port}: {exception.Message}",
                exception)
            {
                Hint = "choose another port with --port, or 0 for a free one",
            };
        }

        ServerRecord record = new(_server.Endpoint, Environment.ProcessId)
        {
            Token = token.Text,
            CertificateSha256 = options.Certificate?.GetCertHashString(HashAlgorithmName.SHA256),
        };
        record.Write(_stateDirectory, services.IdSource);
    }
}
