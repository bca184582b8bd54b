using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Firehose;

/// <summary>The lake's errors in the words of Firehose.</summary>
internal static class FirehoseErrors
{
    public const string Unavailable = "ServiceUnavailableException";
    public const string Internal = "InternalFailure";
    public const string SlowDown = "Slow down.";

    private const string InvalidCode = "InvalidArgumentException";
    private const int UnavailableStatus = 503;

    public static AwsException? Of(TarnException exception) => exception.Code switch
    {
        ErrorCodes.UnknownName => new("ResourceNotFoundException", exception.Message),
        ErrorCodes.EntryExists => new("ResourceInUseException", exception.Message),
        ErrorCodes.StateConflict => new("ResourceInUseException", exception.Message),
        ErrorCodes.BadArgument or ErrorCodes.StatementNotAllowed or ErrorCodes.BadKey => Invalid(Told(exception)),
        ErrorCodes.StreamBusy => new(Unavailable, SlowDown, UnavailableStatus),
        ErrorCodes.StorageFull or ErrorCodes.StorageReadOnly or ErrorCodes.StorageFailed =>
            new(Unavailable, exception.Message, UnavailableStatus),
        _ => null,
    };

    /// <summary>The same with the name of the stream that the request is about, as AWS says it.</summary>
    public static AwsException? Of(TarnException exception, string stream) => exception.Code switch
    {
        ErrorCodes.UnknownName =>
            new("ResourceNotFoundException", $"Firehose {stream} under account {AwsAccount.Id} not found."),
        ErrorCodes.EntryExists =>
            new("ResourceInUseException", $"Firehose {stream} under accountId {AwsAccount.Id} already exists"),
        _ => null,
    };

    public static AwsException Invalid(string message) => new(InvalidCode, message);

    /// <summary>As <c>Value at 'records' failed to satisfy constraint: …</c>.</summary>
    public static AwsException Constraint(string member, string constraint) => new(
        "ValidationException",
        $"1 validation error detected: Value at '{member}' failed to satisfy constraint: {constraint}");

    /// <summary>Why one record of a batch was refused; clients send those again that are unavailable.</summary>
    public static (string Code, string Message) OfRecord(string code, string? message) => code switch
    {
        ErrorCodes.StreamBusy => (Unavailable, SlowDown),
        ErrorCodes.BadRecord => (InvalidCode, message ?? "the record was refused"),
        _ => (Internal, message ?? "the record was not taken"),
    };

    private static string Told(TarnException exception) =>
        exception.Hint is { } hint ? $"{exception.Message}; {hint}" : exception.Message;
}
