using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tarn.Sources.Postgres.PrivateServer;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

/// <summary>A server with a certificate for localhost, at which the user <c>certified</c> must show one.</summary>
public sealed class TlsServer : IAsyncLifetime
{
    private readonly string _directory = Path.Join(
        Path.GetTempPath(), "tarn-postgres-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));

    /// <summary>Null where PostgreSQL is not installed.</summary>
    public PrivatePostgres? Postgres { get; private set; }

    /// <summary>The server's own certificate, which is its own authority.</summary>
    public string Trusted => PathOf("server.crt");

    public string Untrusted => PathOf("other.crt");

    public string ClientCertificate => PathOf("client.crt");

    public string ClientKey => PathOf("client.key");

    public async ValueTask InitializeAsync()
    {
        if (PostgresPrograms.Find() is null)
        {
            return;
        }

        Directory.CreateDirectory(_directory);
        WriteCertificate("server", "localhost");
        WriteCertificate("other", "other");
        WriteCertificate("client", "certified");
        await File.WriteAllTextAsync(
            PathOf("hba.conf"),
            """
            hostssl all certified all scram-sha-256 clientcert=verify-ca
            hostnossl all certified all reject
            host all all all scram-sha-256

            """);
        Postgres = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions(_directory)
            {
                Settings = new Dictionary<string, string>
                {
                    ["ssl"] = "on",
                    ["ssl_cert_file"] = PathOf("server.crt"),
                    ["ssl_key_file"] = PathOf("server.key"),
                    ["ssl_ca_file"] = PathOf("client.crt"),
                    ["hba_file"] = PathOf("hba.conf"),
                },
            },
            TimeProvider.System,
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Postgres is not null)
        {
            await Postgres.DisposeAsync();
        }
    }

    private string PathOf(string file) => Path.Join(_directory, file);

    /// <summary>One that is its own authority.</summary>
    private void WriteCertificate(string name, string host)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={host}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(PathOf($"{name}.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf($"{name}.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
