using Tarn.Common;
using Tarn.Sources.Postgres;
using Tarn.Sources.Postgres.Discovery;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

public sealed class TlsTests(TlsServer server) : IClassFixture<TlsServer>
{
    [Fact]
    public async Task Each_mode_checks_what_it_says()
    {
        await using PostgresRig rig = Rig();

        Assert.Null(await ConnectAsync(rig, PostgresTls.Disable, null, "localhost"));
        Assert.NotNull(await ConnectAsync(rig, PostgresTls.Prefer, null, "localhost"));
        Assert.NotNull(await ConnectAsync(rig, PostgresTls.Require, null, "localhost"));
        Assert.NotNull(await ConnectAsync(rig, PostgresTls.VerifyAuthority, server.Trusted, "127.0.0.1"));
        Assert.NotNull(await ConnectAsync(rig, PostgresTls.VerifyFull, server.Trusted, "localhost"));
        await RefusedAsync(PostgresTls.VerifyFull, server.Trusted, "127.0.0.1");
        await RefusedAsync(PostgresTls.VerifyAuthority, server.Untrusted, "localhost");
        await RefusedAsync(PostgresTls.VerifyFull, server.Untrusted, "localhost");

        async Task RefusedAsync(PostgresTls tls, string root, string host)
        {
            TarnException exception = await Assert.ThrowsAsync<TarnException>(
                () => ConnectAsync(rig, tls, root, host));
            Assert.Equal(ErrorCodes.SourceRefused, exception.Code);
            Assert.Contains("root_certificate", exception.Hint, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_certificate_is_shown_to_a_server_that_asks_for_one()
    {
        await using PostgresRig rig = Rig();
        await rig.RunAsync("CREATE ROLE certified LOGIN PASSWORD 'p'");
        rig.Settings = rig.Settings with
        {
            Server = rig.Settings.Server with { User = "certified", Password = "p" },
        };

        TarnException without = await Assert.ThrowsAsync<TarnException>(
            () => ConnectAsync(rig, PostgresTls.Require, null, "localhost"));
        rig.Settings = rig.Settings with { ClientCertificate = server.ClientCertificate, ClientKey = server.ClientKey };
        string? with = await ConnectAsync(rig, PostgresTls.VerifyFull, server.Trusted, "localhost");

        Assert.Equal(ErrorCodes.SourceRefused, without.Code);
        Assert.NotNull(with);
    }

    private PostgresRig Rig()
    {
        Assert.SkipWhen(server.Postgres is null, "PostgreSQL is not installed");
        return new PostgresRig(server.Postgres!.ConnectionString);
    }

    /// <returns>The version of TLS; null without.</returns>
    private static async Task<string?> ConnectAsync(PostgresRig rig, PostgresTls tls, string? root, string host)
    {
        rig.Settings = rig.Settings with
        {
            Tls = tls,
            RootCertificate = root,
            Server = rig.Settings.Server with { Host = host },
        };
        ProbeReport report = await new PostgresProbe(TimeProvider.System).RunAsync(
            rig.Definition, TestContext.Current.CancellationToken);
        return report.Servers[0].Tls;
    }
}
