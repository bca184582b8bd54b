using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tarn.Common;
using Tarn.Sources.Postgres;
using Tarn.Sources.Postgres.Discovery;
using Tarn.Sources.Postgres.PrivateServer;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

public sealed class TlsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_mode_checks_what_it_says()
    {
        Assert.SkipWhen(PostgresPrograms.Find() is null, "PostgreSQL is not installed");
        string directory = Path.Join(
            Path.GetTempPath(), "tarn-postgres-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        Directory.CreateDirectory(directory);
        WriteCertificate(directory, "server", "localhost");
        WriteCertificate(directory, "other", "other");
        WriteCertificate(directory, "client", "certified");
        File.WriteAllText(
            Path.Join(directory, "hba.conf"),
            """
            hostssl all certified all scram-sha-256 clientcert=verify-ca
            hostnossl all certified all reject
            host all all all scram-sha-256

            """);
        await using PrivatePostgres server = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions(directory)
            {
                Settings = new Dictionary<string, string>
                {
                    ["ssl"] = "on",
                    ["ssl_cert_file"] = Path.Join(directory, "server.crt"),
                    ["ssl_key_file"] = Path.Join(directory, "server.key"),
                    ["ssl_ca_file"] = Path.Join(directory, "client.crt"),
                    ["hba_file"] = Path.Join(directory, "hba.conf"),
                },
            },
            TimeProvider.System,
            Token);
        await using PostgresRig rig = new(server.ConnectionString);
        string trusted = Path.Join(directory, "server.crt");
        string untrusted = Path.Join(directory, "other.crt");

        Assert.Null(await ConnectAsync(PostgresTls.Disable, null, "localhost"));
        Assert.NotNull(await ConnectAsync(PostgresTls.Prefer, null, "localhost"));
        Assert.NotNull(await ConnectAsync(PostgresTls.Require, null, "localhost"));
        Assert.NotNull(await ConnectAsync(PostgresTls.VerifyAuthority, trusted, "127.0.0.1"));
        Assert.NotNull(await ConnectAsync(PostgresTls.VerifyFull, trusted, "localhost"));
        await RefusedAsync(PostgresTls.VerifyFull, trusted, "127.0.0.1");
        await RefusedAsync(PostgresTls.VerifyAuthority, untrusted, "localhost");
        await RefusedAsync(PostgresTls.VerifyFull, untrusted, "localhost");

        await rig.RunAsync("CREATE ROLE certified LOGIN PASSWORD 'p'");
        rig.Settings = rig.Settings with
        {
            Server = rig.Settings.Server with { User = "certified", Password = "p" },
        };
        TarnException unknown = await Assert.ThrowsAsync<TarnException>(
            () => ConnectAsync(PostgresTls.Require, null, "localhost"));
        rig.Settings = rig.Settings with
        {
            ClientCertificate = Path.Join(directory, "client.crt"),
            ClientKey = Path.Join(directory, "client.key"),
        };
        Assert.Equal(ErrorCodes.SourceRefused, unknown.Code);
        Assert.NotNull(await ConnectAsync(PostgresTls.VerifyFull, trusted, "localhost"));

        async Task<string?> ConnectAsync(PostgresTls tls, string? root, string host)
        {
            rig.Settings = rig.Settings with
            {
                Tls = tls,
                RootCertificate = root,
                Server = rig.Settings.Server with { Host = host },
            };
            return (await new PostgresProbe(TimeProvider.System).RunAsync(rig.Definition, Token)).Servers[0].Tls;
        }

        async Task RefusedAsync(PostgresTls tls, string root, string host)
        {
            TarnException exception = await Assert.ThrowsAsync<TarnException>(() => ConnectAsync(tls, root, host));
            Assert.Equal(ErrorCodes.SourceRefused, exception.Code);
            Assert.Contains("root_certificate", exception.Hint, StringComparison.Ordinal);
        }
    }

    /// <summary>One that is its own authority.</summary>
    private static void WriteCertificate(string directory, string name, string host)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={host}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(Path.Join(directory, $"{name}.crt"), certificate.ExportCertificatePem());
        string keyPath = Path.Join(directory, $"{name}.key");
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(keyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
