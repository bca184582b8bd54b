using Tarn.Common;

namespace Tarn.Protocols.Streams;

/// <summary>An answer to a plain put that is an error.</summary>
/// <param name="status">Of HTTP.</param>
/// <param name="code">One of the error codes.</param>
/// <param name="message">For people.</param>
internal sealed class PlainException(int status, string code, string message) : Exception(message)
{
    private const int Busy = 429;
    private const int Unavailable = 503;

    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>What the client sent is wrong.</summary>
    public static PlainException Bad(string message) => new(400, ErrorCodes.BadRecord, message);

    public static PlainException TooLarge(string message) => new(413, ErrorCodes.BadRecord, message);

    public static PlainException Unsupported(string message) => new(415, ErrorCodes.BadArgument, message);

    public static PlainException NotAllowed(string message) => new(403, ErrorCodes.BadArgument, message);

    public static PlainException Unknown(string message) => new(401, ErrorCodes.BadArgument, message);

    public static PlainException TooMany(string message) => new(Busy, ErrorCodes.StreamBusy, message);

    /// <summary>An error of the lake; null when the request is not to blame, and cannot be told to wait.</summary>
    public static PlainException? Of(TarnException exception) => exception.Code switch
    {
        ErrorCodes.UnknownName => new(404, exception.Code, exception.Message),
        ErrorCodes.StreamBusy => new(Busy, exception.Code, exception.Message),
        ErrorCodes.StorageFull or ErrorCodes.StorageReadOnly or ErrorCodes.StorageFailed =>
            new(Unavailable, exception.Code, exception.Message),
        _ => null,
    };
}
