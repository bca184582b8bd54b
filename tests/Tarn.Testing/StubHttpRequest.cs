using System.Globalization;
using System.Text;

namespace Tarn.Testing;

/// <summary>What a <see cref="StubHttpServer"/> was asked.</summary>
/// <param name="Method">As GET.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">By name, in any case.</param>
/// <param name="Body">As bytes of UTF-8.</param>
public sealed record StubHttpRequest(
    string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Null when the client says nothing.</summary>
    internal static async Task<StubHttpRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (!EndsHead(head))
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        string[] lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        string[] first = lines[0].Split(' ');
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines[1..])
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        byte[] body = new byte[int.Parse(
            headers.GetValueOrDefault("Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return new StubHttpRequest(first[0], first[1], headers, Encoding.UTF8.GetString(body));
    }

    private static bool EndsHead(List<byte> head) =>
        head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n';
}
