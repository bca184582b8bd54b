using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tarn.Common;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>
/// A certificate that the lake makes for itself, for <c>localhost</c>, buckets below it, and loopback; kept in
/// <c>.tarn/tls</c>, so that clients can be told to trust it once.
/// </summary>
internal static class SelfMadeCertificate
{
    private const string CertificateName = "certificate.pem";
    private const string KeyName = "key.pem";
    private const int DaysValid = 825;

    /// <summary>Where clients find what to trust.</summary>
    public static string PathOf(string stateDirectory) => Path.Join(stateDirectory, "tls", CertificateName);

    /// <summary>The one that is there, or a new one when there is none or it ends within a month.</summary>
    public static X509Certificate2 Get(
        string stateDirectory, IPAddress address, TimeProvider timeProvider, IIdSource ids)
    {
        string path = PathOf(stateDirectory);
        string keyPath = Path.Join(Path.GetDirectoryName(path), KeyName);
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (File.Exists(path) && File.Exists(keyPath))
        {
            X509Certificate2 stored = X509Certificate2.CreateFromPemFile(path, keyPath);
            if (stored.NotAfter.ToUniversalTime() > now.UtcDateTime.AddDays(30))
            {
                return stored;
            }

            stored.Dispose();
        }

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = Make(key, address, now);
        DurableFile.CreateDirectory(Path.GetDirectoryName(path)!);
        DurableFile.WriteAtomicPrivate(keyPath, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()), ids);
        DurableFile.WriteAtomic(path, Encoding.ASCII.GetBytes(made.ExportCertificatePem()), ids);
        return X509Certificate2.CreateFromPemFile(path, keyPath);
    }

    private static X509Certificate2 Make(ECDsa key, IPAddress address, DateTimeOffset now)
    {
        CertificateRequest request = new("CN=Tarn", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        names.AddDnsName("*.localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        if (!IPAddress.IsLoopback(address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
        {
            names.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(DaysValid));
    }
}
