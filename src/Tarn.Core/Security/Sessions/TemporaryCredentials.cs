namespace Tarn.Security.Sessions;

/// <summary>What a client signs with during a session.</summary>
/// <param name="Key">Its id starts with <c>ASIA</c>.</param>
/// <param name="Token">Goes along with every request, signed.</param>
public sealed record TemporaryCredentials(AccessKey Key, string Token)
{
    /// <summary>Without secret and token, so that they never get into a log.</summary>
    public override string ToString() => Key.ToString();
}
