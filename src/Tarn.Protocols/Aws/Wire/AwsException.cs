namespace Tarn.Protocols.Aws.Wire;

/// <summary>An answer that is an error, in the words of the service it comes from.</summary>
/// <param name="code">Such as <c>EntityNotFoundException</c>.</param>
/// <param name="message">For people.</param>
/// <param name="status">Of HTTP. Clients send a request again that ends in 500 or more.</param>
internal sealed class AwsException(string code, string message, int status = 400) : Exception(message)
{
    public string Code { get; } = code;

    public int Status { get; } = status;

    /// <summary>Further members of the answer, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];
}
