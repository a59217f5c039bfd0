/**
 * What every mesh is written with: the coder has read it before it meets a document. Part of the link format: a change
 * here needs a new codec name, and this text stays for the links that were made with it.
 */
export const known = `{"files":[["mesh.yaml",0]],"request":{"id":"custom","from":{"workload":"shop/website"},"to":{"url":"http://orders.orders:8080/"},"http":{"method":"GET","path":"/","headers":{"authorization":"Bearer \${token:user}"}}}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: orders
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: shop
          podSelector:
            matchLabels:
              app: website
      ports:
        - protocol: TCP
          port: 8080
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: ingressgateway
  namespace: istio-system
spec:
  selector:
    istio: ingressgateway
  servers:
    - hosts: ["*"]
      port:
        name: https
        number: 443
        protocol: HTTPS
      tls:
        mode: SIMPLE
        credentialName: shop-tls
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: orders
  namespace: orders
spec:
  hosts: [orders.orders.svc.cluster.local]
  gateways: [mesh, istio-system/ingressgateway]
  http:
    - match:
        - uri:
            prefix: /
      route:
        - destination:
            host: orders
            port:
              number: 8080
            subset: v1
          weight: 100
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: orders
  namespace: orders
spec:
  host: orders.orders.svc.cluster.local
  trafficPolicy:
    tls:
      mode: ISTIO_MUTUAL
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: external
  namespace: orders
spec:
  hosts: [api.example.com]
  location: MESH_EXTERNAL
  resolution: DNS
  ports:
    - number: 443
      name: tls
      protocol: TLS
---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata:
  name: default
  namespace: orders
spec:
  egress:
    - hosts: ["./*", "istio-system/*"]
---
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata:
  name: login
  namespace: orders
spec:
  jwtRules:
    - issuer: https://login.example.com
      audiences: [orders]
      jwks: |
        {"keys":[{"kty":"RSA","e":"AQAB","kid":"","use":"sig","alg":"RS256","n":""}]}
---
apiVersion: hopwise.dev/v1
kind: Scenario
metadata:
  name: orders
spec:
  title: Who may read orders
  opens: website-orders
  clock: 2026-03-02T09:00:00Z
  requests:
    - id: website-orders
      title: GET /orders
      from: { workload: shop/website }
      to: { url: "http://orders.orders:8080/orders" }
      http: { method: GET, headers: { authorization: "Bearer \${token:user}" } }
---
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    istio-injection: enabled
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: website
  namespace: shop
---
apiVersion: v1
kind: Service
metadata:
  name: website
  namespace: shop
  labels:
    app: website
spec:
  selector:
    app: website
  ports:
    - name: http
      port: 80
      targetPort: 8080
      protocol: TCP
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: website
  namespace: shop
  labels:
    app: website
spec:
  replicas: 1
  selector:
    matchLabels:
      app: website
  template:
    metadata:
      labels:
        app: website
        version: v1
    spec:
      serviceAccountName: website
      containers:
        - name: website
          image: registry.example.com/shop/website:1.0.0
          ports:
            - name: http
              containerPort: 8080
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: default
  namespace: istio-system
spec:
  mtls:
    mode: STRICT
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: allow-nothing
  namespace: shop
spec: {}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: orders
  namespace: orders
spec:
  selector:
    matchLabels:
      app: orders
  action: ALLOW
  rules:
    - from:
        - source:
            namespaces: [shop]
            principals:
              - cluster.local/ns/shop/sa/website
            notPrincipals: ["cluster.local/ns/shop/sa/other"]
      to:
        - operation:
            methods: [GET, POST]
            paths: ["/orders/*"]
            ports: ["8080"]
      when:
        - key: request.auth.claims[groups]
          values: [admin]
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: deny-admin
  namespace: orders
spec:
  action: DENY
  rules:
    - to:
        - operation:
            paths: ["/admin*"]
---
`;
