namespace Tarn.Protocols.Aws.Signing;

/// <summary>The request is not let in.</summary>
internal sealed class SignatureException(SignatureProblem problem, string message) : Exception(message)
{
    public SignatureProblem Problem { get; } = problem;
}
