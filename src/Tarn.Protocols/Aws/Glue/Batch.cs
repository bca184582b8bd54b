using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue;

/// <summary>Operations on several things, whose failures are part of the answer.</summary>
internal static class Batch
{
    /// <summary>Null when it went well.</summary>
    public static async Task<AwsException?> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (AwsException exception)
        {
            return exception;
        }
        catch (TarnException exception)
        {
            return GlueErrors.Of(exception);
        }
    }

    /// <exception cref="AwsException"><c>ValidationException</c>: more than the operation takes.</exception>
    public static void RequireSize(string member, int count, int countMax)
    {
        if (count > countMax)
        {
            throw new AwsException(
                "ValidationException",
                $"1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must have"
                + $" length less than or equal to {countMax}");
        }
    }
}
