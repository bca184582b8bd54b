using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Iam;

/// <summary>What requests to IAM may not ask for.</summary>
internal static class IamRequests
{
    /// <summary>Boundaries would have to be evaluated, and they are not.</summary>
    /// <exception cref="AwsException"><c>InvalidInput</c>: it has one.</exception>
    public static void RefuseBoundary(QueryRequest request)
    {
        if (request.Optional("PermissionsBoundary") is not null)
        {
            throw new AwsException("InvalidInput", "Tarn's IAM has no permissions boundaries");
        }
    }
}
