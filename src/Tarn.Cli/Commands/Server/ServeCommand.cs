using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Serving;
using Tarn.Cli.Hosting.Telemetry;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Security;

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
        : base("serve", "Serve the lake to AWS tools: S3, Glue, Athena, Firehose and more on one port")
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
        using JobRunner runner = await ForegroundRun.OpenRunnerAsync(context, lake, cancellationToken);
        using X509Certificate2? certificate = ReadCertificate(context, lake, address);
        ServerOptions options = new()
        {
            Address = address,
            Port = context.Arguments.GetValue(Port),
            Certificate = certificate,
        };
        await using ServedLake served = await ServedLake.StartAsync(
            context, lake, runner, options, cancellationToken);
        Greet(context, lake, served);
        await WaitAsync(cancellationToken);
        await served.StopAsync();
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
            or UnauthorizedAccessException or CryptographicException)
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"the certificate '{file}' and the key '{key}' cannot be used: {exception.Message}",
                exception);
        }
    }

    private static void Greet(CommandContext context, LakeHost lake, ServedLake served)
    {
        AccessKey root = served.Keys.GetRoot();
        context.Say($"{context.ErrorPalette.Green("serving")} {lake.Definition.Name} at {served.Endpoint}");
        context.Say($"  access key {root.Id}; the secret is in {context.Shorten(served.Keys.Path)}");
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
