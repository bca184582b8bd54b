namespace Tarn.Common;

/// <summary>
/// The end of one request, with a stable code from <see cref="ErrorCodes"/>. Expected outcomes are return values;
/// this is for what the caller cannot go on from.
/// </summary>
public class TarnException : Exception
{
    public TarnException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>Stable code such as <c>TN4001</c>, listed in docs/errors.md.</summary>
    public string Code { get; }

    /// <summary>True when the same request may succeed if it is simply made again.</summary>
    public bool IsTransient { get; init; }

    /// <summary>What the user can do about it: a setting, a command; null when the message already says it.</summary>
    public string? Hint { get; init; }
}
