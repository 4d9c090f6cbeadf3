# Nexthink: tries from this device what it needs, a line for each connection. Exit status: 0 if every one that could be
# tried is open and trusted, 1 if not. Runs in Windows PowerShell 5.1 and later.
#
# TLS and HTTP go by the proxy that Windows is set to for whoever runs this, with their credentials. Anything else is tried
# without a proxy. The Collector does not use the settings of a user but those of the system (netsh winhttp show proxy), as
# the computer: run this as SYSTEM to come near to its way.

$script:Closed = 0
$script:Untrusted = 0
$script:Untested = 0
[System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12

function Write-Result([string] $Result, [string] $Row, [string] $Target, [string] $Remark) {
    $line = '{0,-9} {1}  {2}' -f $Result, $Row, $Target
    if ($Remark) { $line += "  ($Remark)" }
    Write-Output $line
}

# Whatever the other side answers proves that it was reached: S3 says 403 to whoever has no link.
function Test-Web([string] $Row, [string] $Scheme, [string] $Name, [int] $Port) {
    $address = '{0}://{1}:{2}' -f $Scheme, $Name, $Port
    $request = [System.Net.HttpWebRequest]::Create("$address/")
    $request.Timeout = 20000
    $request.AllowAutoRedirect = $false
    $request.Proxy = [System.Net.WebRequest]::GetSystemWebProxy()
    $request.Proxy.Credentials = [System.Net.CredentialCache]::DefaultCredentials
    $response = $null
    $failure = $null
    try {
        $response = $request.GetResponse()
    } catch {
        $failure = $_.Exception
        while ($failure.InnerException -and -not ($failure -is [System.Net.WebException])) { $failure = $failure.InnerException }
        if ($failure -is [System.Net.WebException]) { $response = $failure.Response }
    }
    $issuer = ''
    if ($request.ServicePoint.Certificate) { $issuer = ', certificate of ' + $request.ServicePoint.Certificate.Issuer }
    if ($response -and [int] $response.StatusCode -eq 407) {
        $response.Close()
        $script:Closed++
        Write-Result 'closed' $Row $address 'the proxy wants a login'
        return
    }
    if ($response) {
        Write-Result 'open' $Row $address ('HTTP ' + [int] $response.StatusCode + $issuer)
        $response.Close()
        return
    }
    if ($failure -is [System.Net.WebException] -and $failure.Status -eq [System.Net.WebExceptionStatus]::TrustFailure) {
        $script:Untrusted++
        Write-Result 'untrusted' $Row $address ('reached, but this device does not trust the certificate: does a proxy inspect TLS?' + $issuer)
        return
    }
    $script:Closed++
    Write-Result 'closed' $Row $address $failure.Message
}

function Test-Tcp([string] $Row, [string] $Name, [int] $Port) {
    $client = New-Object System.Net.Sockets.TcpClient
    try {
        if (-not $client.ConnectAsync($Name, $Port).Wait(5000)) { throw 'no answer within 5 seconds' }
        Write-Result 'open' $Row ('tcp {0}:{1}' -f $Name, $Port) ''
    } catch {
        $script:Closed++
        Write-Result 'closed' $Row ('tcp {0}:{1}' -f $Name, $Port) ($_.Exception.GetBaseException().Message)
    } finally {
        $client.Dispose()
    }
}

function Skip-Row([string] $Row, [string] $Target, [string] $Why) {
    $script:Untested++
    Write-Result 'untested' $Row $Target $Why
}

