using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Kms;

/// <summary>The constraints of KMS's service model.</summary>
internal static class KmsChecks
{
    public const int PlaintextBytesMax = 4096;
    public const int CiphertextBytesMax = 6144;

    /// <exception cref="AwsException"><c>ValidationException</c>.</exception>
    public static void RequireLength(string member, int length, int min, int max)
    {
        if (length < min)
        {
            throw KmsErrors.Constraint(member, $"Member must have length greater than or equal to {min}");
        }

        if (length > max)
        {
            throw KmsErrors.Constraint(member, $"Member must have length less than or equal to {max}");
        }
    }

    /// <returns>The value.</returns>
    /// <exception cref="AwsException"><c>ValidationException</c>.</exception>
    public static int RequireRange(string member, int value, int min, int max) => value < min
        ? throw KmsErrors.Constraint(member, $"Member must have value greater than or equal to {min}")
        : value > max
            ? throw KmsErrors.Constraint(member, $"Member must have value less than or equal to {max}")
            : value;
}
