using System.Text;

namespace Tarn.Testing;

/// <summary>What a <see cref="StubHttpServer"/> answers.</summary>
public sealed record StubHttpAnswer(int Status)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public byte[] Body { get; init; } = [];

    /// <summary>Whether the answer says how long it is; else it ends with the connection.</summary>
    public bool IsSized { get; init; } = true;

    public TimeSpan Delay { get; init; }

    public static StubHttpAnswer Text(string text) => new(200) { Body = Encoding.UTF8.GetBytes(text) };

    public static StubHttpAnswer Redirect(int status, string location) => new(status)
    {
        Headers = new Dictionary<string, string> { ["Location"] = location },
    };
}
