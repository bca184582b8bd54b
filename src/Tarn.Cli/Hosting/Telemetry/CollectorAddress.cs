using Tarn.Common;

namespace Tarn.Cli.Hosting.Telemetry;

/// <summary>
/// Where one kind of signal is sent, by the variables of OpenTelemetry's "OTLP Exporter Configuration": those of the
/// signal go before those of all.
/// </summary>
/// <param name="Url">Of OTLP over HTTP the path of the signal, of gRPC the server.</param>
/// <param name="IsGrpc">False is protobuf over HTTP, which the specification asks for as the default.</param>
/// <param name="Headers">As <c>name=value,…</c>; null leaves it to the variable of all signals.</param>
internal sealed record CollectorAddress(Uri Url, bool IsGrpc, string? Headers)
{
    private const string All = "OTEL_EXPORTER_OTLP_";

    /// <summary>Null when nothing is to be sent.</summary>
    /// <param name="variable">The value of a variable; null when it is unset or empty.</param>
    /// <param name="signal">As <c>traces</c>.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: a variable has a value that cannot be used.</exception>
    public static CollectorAddress? Read(Func<string, string?> variable, string signal)
    {
        string upper = signal.ToUpperInvariant();
        string own = $"{All}{upper}_";
        if (variable($"OTEL_{upper}_EXPORTER") == "none")
        {
            return null;
        }

        bool isGrpc = ReadProtocol(variable, own + "PROTOCOL") ?? ReadProtocol(variable, All + "PROTOCOL") ?? false;
        string? headers = variable(own + "HEADERS");
        if (ReadUrl(variable, own + "ENDPOINT") is { } exact)
        {
            return new CollectorAddress(exact, isGrpc, headers);
        }

        return ReadUrl(variable, All + "ENDPOINT") is { } server
            ? new CollectorAddress(isGrpc ? server : PathOf(server, signal), isGrpc, headers)
            : null;
    }

    private static Uri PathOf(Uri server, string signal) => new($"{server.AbsoluteUri.TrimEnd('/')}/v1/{signal}");

    private static bool? ReadProtocol(Func<string, string?> variable, string name) => variable(name) switch
    {
        null => null,
        "grpc" => true,
        "http/protobuf" => false,
        { } other => throw new TarnException(
            ErrorCodes.BadArgument, $"{name} is '{other}', expected 'http/protobuf' or 'grpc'"),
    };

    private static Uri? ReadUrl(Func<string, string?> variable, string name)
    {
        if (variable(name) is not { } text)
        {
            return null;
        }

        bool isUrl = Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https";
        return isUrl ? url : throw new TarnException(
            ErrorCodes.BadArgument, $"{name} is no URL of http or https")
        {
            Hint = $"for example {name}=http://127.0.0.1:4318",
        };
    }
}
