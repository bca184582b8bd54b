using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using Tarn.Common;

namespace Tarn.Sources.Postgres.Connections;

/// <summary>
/// The one place where errors of the driver and of servers become ours. Codes of five characters are PostgreSQL's
/// (Documentation, Appendix A, "PostgreSQL Error Codes"). Messages never hold a password.
/// </summary>
internal static class PostgresErrors
{
    private const string InvalidSnapshot = "22023";

    /// <param name="exception">From the driver.</param>
    /// <param name="place">The source and its server.</param>
    /// <param name="work">What was tried: <c>reading public.orders</c>.</param>
    public static TarnException Of(Exception exception, string place, string work) => exception switch
    {
        TarnException known => known,
        PostgresException error => OfServer(error, place, work),
        _ when Cause<AuthenticationException>(exception) is { } refused =>
            OfTls(refused.Message, exception, place, work),
        NpgsqlException { InnerException: null } error when error.Message.Contains("SSL", StringComparison.Ordinal) =>
            OfTls(error.Message, error, place, work),
        _ when Cause<SocketException>(exception) is { } error => new TarnException(
            ErrorCodes.SourceUnreachable, $"{place}, {work}: {error.Message} ({error.SocketErrorCode})", exception)
        {
            IsTransient = error.SocketErrorCode is not (SocketError.HostNotFound or SocketError.NoData),
            Hint = "check host and port of the connection, and that the server runs and can be reached from here",
        },
        _ when Cause<TimeoutException>(exception) is not null => new TarnException(
            ErrorCodes.SourceUnreachable, $"{place}, {work}: no answer in time", exception)
        {
            IsTransient = true,
            Hint = "check the network, or raise 'timeouts' of the connection",
        },
        _ when exception is IOException or ObjectDisposedException or InvalidDataException
            || Cause<IOException>(exception) is not null
            || exception is NpgsqlException { IsTransient: true } => new TarnException(
                ErrorCodes.SourceUnreachable,
                $"{place}, {work}: the connection was cut: {exception.Message}",
                exception)
            {
                IsTransient = true,
            },
        _ => new TarnException(ErrorCodes.SourceFailed, $"{place}, {work}: {exception.Message}", exception),
    };

    /// <summary>Whether a snapshot is no longer there, because the transaction that exported it has ended.</summary>
    public static bool IsSnapshotGone(Exception exception) => exception is PostgresException
    {
        SqlState: InvalidSnapshot or PostgresErrorCodes.UndefinedObject or PostgresErrorCodes.UndefinedFile,
    };

    private static TarnException OfTls(string message, Exception exception, string place, string work) =>
        new(ErrorCodes.SourceRefused, $"{place}, {work}: TLS failed: {message}", exception)
        {
            Hint = "check 'tls' and 'root_certificate' of the connection, and that the certificate names the host",
        };

    private static T? Cause<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }

        return exception as T;
    }

    private static TarnException OfServer(PostgresException error, string place, string work)
    {
        (string code, bool isTransient, string? hint) = Judge(error.SqlState);
        return new TarnException(code, $"{place}, {work}: {error.MessageText} ({error.SqlState})", error)
        {
            IsTransient = isTransient,
            Hint = hint,
        };
    }

    private static (string Code, bool IsTransient, string? Hint) Judge(string state) => state switch
    {
        "28000" or "28P01" => (ErrorCodes.SourceRefused, false,
            "check user, password and 'tls' of the connection, and the server's pg_hba.conf"),
        "3D000" => (ErrorCodes.SourceRefused, false, "check 'database' of the connection"),
        "42501" => (ErrorCodes.SourceRefused, false,
            "give the user the right: GRANT USAGE ON SCHEMA …; GRANT SELECT ON … TO …"),
        "42P01" or "42703" or "3F000" => (ErrorCodes.SourceUnfit, false,
            "'tarn sources discover' shows the tables and columns that there are"),
        "53300" => (ErrorCodes.SourceUnreachable, true,
            "lower 'readers' of the connection, or let the server take more"),
        "57014" => (ErrorCodes.SourceFailed, false, "raise 'timeouts: {statement: …}' of the connection"),
        "55006" => (ErrorCodes.SourceUnreachable, true, "another process uses it; let that one end"),
        "57P01" or "57P02" or "57P03" or "57P05" => (ErrorCodes.SourceUnreachable, true,
            "the server is stopped or starts"),
        "40001" or "40P01" => (ErrorCodes.SourceUnreachable, true,
            "on a replica, 'hot_standby_feedback = on' keeps rows while they are read"),
        "55P03" or "53000" or "53100" or "53200" => (ErrorCodes.SourceUnreachable, true, null),
        _ when state.StartsWith("08", StringComparison.Ordinal) => (ErrorCodes.SourceUnreachable, true, null),
        _ => (ErrorCodes.SourceFailed, false, null),
    };
}
