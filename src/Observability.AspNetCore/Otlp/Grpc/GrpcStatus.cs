namespace Observability.AspNetCore.Otlp.Grpc;

/// <summary>The status codes of gRPC that are answered here.</summary>
internal enum GrpcStatus
{
    Ok = 0,
    InvalidArgument = 3,
    ResourceExhausted = 8,
    Unimplemented = 12,
    Unavailable = 14,
}
