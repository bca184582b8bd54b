using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Serving;
using Tarn.Cli.Hosting.Telemetry;
using Tarn.Cli.Remote.Server;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Protocols.Admin.Commands;
using Tarn.Security;
using Tarn.State;

namespace Tarn.Cli.Commands.Server;

/// <summary>Serves the lake to AWS tools until it is told to stop.</summary>
internal sealed class ServeCommand : LocalCommand
{
    private static readonly Option<int> Port = new("--port")
    {
        Description = $"Port to listen on; 0 takes a free one [default: {ServerOptions.DefaultPort}]",
        HelpName = "PORT",
        DefaultValueFactory = _ => ServerOptions.DefaultPort,
    };

    private static readonly Option<string> Bind = new("--bind")
    {
        Description = "Address to listen on; beyond loopback it needs --tls or --tls-certificate",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private static readonly Option<bool> Tls = new("--tls")
    {
        Description = "Serve HTTPS with a certificate that the lake makes for itself",
    };

    private static readonly Option<FileInfo?> CertificateFile = new("--tls-certificate")
    {
        Description = "Serve HTTPS with this certificate (PEM, chain included)",
        HelpName = "FILE",
    };

    private static readonly Option<FileInfo?> KeyFile = new("--tls-key")
    {
        Description = "The certificate's key (PEM)",
        HelpName = "FILE",
    };

    private static readonly Option<bool> Insecure = new("--insecure")
    {
        Description = "Listen beyond loopback without encryption all the same",
    };

    public ServeCommand()
        : base("serve", "Serve the lake to AWS tools: S3, Glue and Athena on one port")
    {
        Options.Add(Port);
        Options.Add(Bind);
        Options.Add(Tls);
        Options.Add(CertificateFile);
        Options.Add(KeyFile);
        Options.Add(Insecure);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        IPAddress address = ReadAddress(context);
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        await using TelemetryExport? telemetry = context.StartTelemetry(lake);
        using JobRunner runner = await RunCommand.OpenRunnerAsync(context, lake, cancellationToken);
        using X509Certificate2? certificate = ReadCertificate(context, lake, address);
        foreach (ZoneDefinition zone in lake.Definition.Zones)
        {
            await lake.Buckets.CreateAsync(zone.Bucket, cancellationToken);
        }

        AccessKeys keys = new(lake.StateDirectory, context.Services.IdSource);
        keys.GetRoot();
        ServerOptions options = new()
        {
            Address = address,
            Port = context.Arguments.GetValue(Port),
            Certificate = certificate,
        };
        using SharedTurns turns = new(runner.ProcessStartedAt);
        await using AwsHost aws = await AwsHost.StartAsync(
            lake, runner, turns, keys, context.Services, context.Warn, cancellationToken);
        using CommandRunner commands = new(
            new ServedLakes(lake, turns, aws.Work), context.Services.TimeProvider, context.Services.IdSource);
        CommandToken token = CommandToken.Create();
        ServerEndpoints endpoints = new(aws.Endpoint, new CommandEndpoint(token, VersionCommand.Current, commands))
        {
            Streams = aws.Streams,
        };
        ServerMetrics metrics = new([aws.WriteMetrics]);
        await using LakeServer server = await StartAsync(options, endpoints, metrics, cancellationToken);
        ServerRecord record = new(server.Endpoint, Environment.ProcessId)
        {
            Token = token.Text,
            CertificateSha256 = certificate?.GetCertHashString(HashAlgorithmName.SHA256),
        };
        record.Write(lake.StateDirectory, context.Services.IdSource);
        try
        {
            Greet(context, lake, server.Endpoint, keys);
            await WaitAsync(cancellationToken);
            await Task.WhenAll(
                commands.StopAsync(), server.StopAsync(CancellationToken.None), aws.StopWorkAsync());
        }
        finally
        {
            ServerRecord.Remove(lake.StateDirectory);
        }

        return ExitCode.Ok;
    }

    private static IPAddress ReadAddress(CommandContext context)
    {
        string text = context.Arguments.GetValue(Bind)!;
        IPAddress? address = text == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(text, out IPAddress? parsed) ? parsed
            : throw new TarnException(ErrorCodes.BadArgument, $"--bind is '{text}', expected an IP address");
        bool isEncrypted = context.Arguments.GetValue(Tls) || context.Arguments.GetValue(CertificateFile) is not null;
        if (!IPAddress.IsLoopback(address) && !isEncrypted && !context.Arguments.GetValue(Insecure))
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"--bind {address} would serve the lake to the network without encryption")
            {
                Hint = "add --tls, or --tls-certificate and --tls-key; --insecure if the network is yours alone",
            };
        }

        return address;
    }

    private static X509Certificate2? ReadCertificate(CommandContext context, LakeHost lake, IPAddress address)
    {
        if (context.Arguments.GetValue(CertificateFile) is not { } file)
        {
            return context.Arguments.GetValue(Tls)
                ? SelfMadeCertificate.Get(
                    lake.StateDirectory, address, context.Services.TimeProvider, context.Services.IdSource)
                : null;
        }

        FileInfo key = context.Arguments.GetValue(KeyFile) ?? throw new TarnException(
            ErrorCodes.BadArgument, "--tls-certificate needs --tls-key");
        try
        {
            return X509Certificate2.CreateFromPemFile(file.FullName, key.FullName);
        }
        catch (Exception exception) when (exception is IOException
            or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"the certificate '{file}' and the key '{key}' cannot be used: {exception.Message}",
                exception);
        }
    }

    private static async Task<LakeServer> StartAsync(
        ServerOptions options, ServerEndpoints endpoints, ServerMetrics metrics, CancellationToken cancellationToken)
    {
        try
        {
            return await LakeServer.StartAsync(options, endpoints, metrics, cancellationToken);
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
    }

    private static void Greet(CommandContext context, LakeHost lake, string endpoint, AccessKeys keys)
    {
        AccessKey root = keys.GetRoot();
        context.Say($"{context.ErrorPalette.Green("serving")} {lake.Definition.Name} at {endpoint}");
        context.Say($"  access key {root.Id}; the secret is in {context.Shorten(keys.Path)}");
        context.Say($"  AWS tools: eval \"$({context.ProgramName} env)\", then for example: aws s3 ls");
        context.Say("  Ctrl-C stops it");
    }

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop: that is how serving ends.
        }
    }
}
