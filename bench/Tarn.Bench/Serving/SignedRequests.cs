using System.Globalization;
using System.Text;
using Tarn.Security;
using Tarn.Testing;

namespace Tarn.Bench.Serving;

/// <summary>Requests to a service as bytes, signed as <see cref="RequestSigner"/> says.</summary>
internal sealed class SignedRequests(string host, AccessKey key, string service = "s3")
{
    private readonly RequestSigner _signer = new(host, key, service);

    public byte[] Get(string target) => Sign("GET", target, []);

    /// <param name="headers">All are signed.</param>
    public byte[] Put(string target, byte[] content, params KeyValuePair<string, string>[] headers) =>
        Sign("PUT", target, content, headers);

    /// <param name="headers">All are signed.</param>
    public byte[] Post(byte[] content, params KeyValuePair<string, string>[] headers) =>
        Sign("POST", "/", content, headers);

    private byte[] Sign(
        string method, string target, byte[] content, params KeyValuePair<string, string>[] headers)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{method} {target} HTTP/1.1\r\n");
        text.Append(CultureInfo.InvariantCulture, $"content-length: {content.Length}\r\n");
        foreach ((string name, string value) in _signer.Sign(method, target, content, headers))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return [.. Encoding.ASCII.GetBytes(text.Append("\r\n").ToString()), .. content];
    }
}
