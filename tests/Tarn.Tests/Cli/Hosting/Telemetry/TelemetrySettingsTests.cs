using Tarn.Cli.Hosting.Telemetry;
using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Cli.Hosting.Telemetry;

public sealed class TelemetrySettingsTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    [Fact]
    public void Without_a_collector_nothing_is_sent() => Assert.Null(Read());

    [Theory]
    [InlineData("http://collector:4318")]
    [InlineData("http://collector:4318/")]
    public void Over_HTTP_each_signal_has_its_path(string endpoint)
    {
        TelemetrySettings settings = Read((Endpoint, endpoint))!;

        Assert.Equal("http://collector:4318/v1/traces", settings.Traces!.Url.AbsoluteUri);
        Assert.Equal("http://collector:4318/v1/metrics", settings.Metrics!.Url.AbsoluteUri);
        Assert.False(settings.Traces.IsGrpc);
    }

    [Fact]
    public void What_is_said_of_a_signal_is_taken_as_it_is_and_goes_first()
    {
        TelemetrySettings settings = Read(
            (Endpoint, "http://collector:4318"),
            (TracesEndpoint, "https://other/in"),
            ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "key=1"))!;

        Assert.Equal(new CollectorAddress(new Uri("https://other/in"), false, "key=1"), settings.Traces);
        Assert.Equal(new CollectorAddress(new Uri("http://collector:4318/v1/metrics"), false, null), settings.Metrics);
    }

    [Fact]
    public void Grpc_has_no_paths()
    {
        TelemetrySettings settings = Read((Endpoint, "http://c:4317"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"))!;

        Assert.Equal(new CollectorAddress(new Uri("http://c:4317"), true, null), settings.Traces);
    }

    [Fact]
    public void One_signal_alone_can_be_sent()
    {
        Assert.Null(Read((TracesEndpoint, "http://c/x"))!.Metrics);
        Assert.Null(Read((Endpoint, "http://c"), ("OTEL_TRACES_EXPORTER", "none"))!.Traces);
    }

    [Fact]
    public void It_can_be_switched_off() => Assert.Null(Read((Endpoint, "http://c"), ("OTEL_SDK_DISABLED", "TRUE")));

    [Theory]
    [InlineData(Endpoint, "collector:4318")]
    [InlineData(TracesEndpoint, "nowhere")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    public void A_value_that_cannot_be_used_is_an_error(string name, string value)
    {
        TarnException error = Assert.Throws<TarnException>(() => Read((name, value)));

        Assert.Equal(ErrorCodes.BadArgument, error.Code);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    private static TelemetrySettings? Read(params (string Name, string Value)[] variables) =>
        TelemetrySettings.Read(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
